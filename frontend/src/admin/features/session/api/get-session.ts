/**
 * Request who is signed in, until when, and on which stage.
 */
import { queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { Session } from '../types';

/** Describe the query of the session; being signed out is an answer, not a reason to wait. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => request<Session>('/auth/me', { signal, whenSignedOut: 'fail' }),
    staleTime: Infinity,
  });
}
