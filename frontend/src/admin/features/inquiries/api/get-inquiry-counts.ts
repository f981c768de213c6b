/**
 * Request how many inquiries there are, by status, report and owner.
 */
import { queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { InquiryCounts } from '../types';

function getInquiryCounts(signal: AbortSignal): Promise<InquiryCounts> {
  return request<InquiryCounts>('/admin/inquiries/counts', { signal });
}

/** Describe the query of the counts; it is asked for again with the list. */
export function inquiryCountsQuery() {
  return queryOptions({
    queryKey: ['inquiries', 'counts'],
    queryFn: ({ signal }) => getInquiryCounts(signal),
  });
}
