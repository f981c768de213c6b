/**
 * Request the addresses that get no more mail, the latest first.
 */
import { queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { SuppressedAddress } from '../types';

async function getSuppressions(signal: AbortSignal): Promise<SuppressedAddress[]> {
  const answer = await request<{ items: SuppressedAddress[] }>('/admin/mail/suppressions', {
    signal,
  });
  return answer.items;
}

/** Describe the query of all suppressed addresses. */
export function suppressionsQuery() {
  return queryOptions({
    queryKey: ['mail', 'suppressions'],
    queryFn: ({ signal }) => getSuppressions(signal),
  });
}
