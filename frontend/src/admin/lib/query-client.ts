/**
 * How answers of the API are kept and asked for again.
 *
 * Every request costs money, so a page asks again when somebody wants it, when it is looked at
 * after a minute, or while something on it is still owed.
 */
import { QueryClient } from '@tanstack/react-query';

import { isTransient } from './api-errors';

const STALE_MILLISECONDS = 60_000;

/** Make the client that the whole admin area shares. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MILLISECONDS,
        retry: (failures, error) => failures < 1 && isTransient(error),
        retryDelay: 1000,
      },
    },
  });
}
