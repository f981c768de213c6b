/**
 * What happens when nobody is signed in any more.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { abandonRenewal } from '../../lib/session-renewal';

/** Forget what the last person loaded and what waited for them to sign in again. */
export function useCleanStart(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    abandonRenewal();
    queryClient.clear();
  }, [queryClient]);
}
