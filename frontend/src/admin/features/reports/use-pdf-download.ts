/**
 * The PDF of a version, which the API may have to make first: waited for, then saved.
 */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { probeFile } from '../../lib/api-client';
import { saveFile, waitForFile } from '../../lib/wait-for-file';
import { reportPdfPath } from './api/get-report';

/** Return the download of a version's PDF; it ends when another version or page is opened. */
export function usePdfDownload(reportId: string) {
  const [isBeingMade, setIsBeingMade] = useState(false);
  const controller = useRef<AbortController | null>(null);
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: async (path: string) => {
      const { signal } = (controller.current = new AbortController());
      if ((await probeFile(path, signal)) !== null) {
        setIsBeingMade(true);
        await waitForFile(path, signal);
      }
      saveFile(path);
    },
    onSettled: () => {
      setIsBeingMade(false);
    },
  });
  const { reset } = mutation;
  useEffect(
    () => () => {
      controller.current?.abort();
      reset();
    },
    [reportId, reset],
  );
  return {
    isPending: mutation.isPending,
    isBeingMade,
    error: mutation.error,
    start: () => {
      mutation.mutate(reportPdfPath(reportId));
    },
  };
}
