/**
 * A file that the API may have to make first: asked for until it is there, then downloaded.
 */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { apiUrl, requestFile } from './api-client';

function wait(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
    });
  });
}

/** Return the download of a file; it ends with the component that offers it. */
export function useFileDownload(path: string) {
  const [isBeingMade, setIsBeingMade] = useState(false);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), [path]);

  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      for (;;) {
        const state = await requestFile(path, signal);
        if (state === null) break;
        setIsBeingMade(true);
        await wait(state.retrySeconds, signal);
      }
      // The answer is a file to keep, so the page stays.
      window.location.assign(apiUrl(path));
    },
    onSettled: () => {
      setIsBeingMade(false);
    },
  });
  return {
    isPending: mutation.isPending,
    isBeingMade,
    error: mutation.error,
    start: () => {
      mutation.mutate();
    },
  };
}
