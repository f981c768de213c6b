/**
 * Request a page of inquiries, newest first.
 */
import { queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { InquiryPage } from '../types';

export const PAGE_SIZE = 25;
const WORKING_INTERVAL_MILLISECONDS = 5000;

function getInquiries(cursor: string | null, signal: AbortSignal): Promise<InquiryPage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (cursor !== null) query.set('cursor', cursor);
  return request<InquiryPage>(`/admin/inquiries?${query.toString()}`, { signal });
}

/** Describe the query of one page; it asks again while a report on it is being written. */
export function inquiriesQuery(cursor: string | null) {
  return queryOptions({
    queryKey: ['inquiries', cursor],
    queryFn: ({ signal }) => getInquiries(cursor, signal),
    refetchInterval: (query) =>
      query.state.data?.items.some((item) => item.report === 'working') === true
        ? WORKING_INTERVAL_MILLISECONDS
        : false,
  });
}
