/**
 * Request one inquiry with its reports, mails and debts.
 */
import { queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { Inquiry, OwedWork } from '../types';

const OWED_INTERVAL_MILLISECONDS = 5000;

function getInquiry(inquiryId: string, signal: AbortSignal): Promise<Inquiry> {
  return request<Inquiry>(`/admin/inquiries/${encodeURIComponent(inquiryId)}`, { signal });
}

function isMoving(work: OwedWork): boolean {
  return work.state !== 'parked' && work.state !== 'capped';
}

/** Describe the query of an inquiry; it asks again while owed work is on its way. */
export function inquiryQuery(inquiryId: string) {
  return queryOptions({
    queryKey: ['inquiry', inquiryId],
    queryFn: ({ signal }) => getInquiry(inquiryId, signal),
    refetchOnMount: 'always',
    refetchInterval: (query) => {
      const owed = query.state.data?.owed ?? [];
      return owed.some(isMoving) ? OWED_INTERVAL_MILLISECONDS : false;
    },
  });
}
