/**
 * Request a page of inquiries: newest first, or of a search in the order of what was found.
 */
import { queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import { filtersForApi, type InquiryFilters } from '../filters';
import type { InquiryPage } from '../types';

export const PAGE_SIZE = 25;
const WORKING_INTERVAL_MILLISECONDS = 5000;

/** A page of the list: which inquiries, and from where on. */
export interface ListPlace {
  filters: InquiryFilters;
  cursor: string | null;
}

function getInquiries({ filters, cursor }: ListPlace, signal: AbortSignal): Promise<InquiryPage> {
  const query = new URLSearchParams({ ...filtersForApi(filters), limit: String(PAGE_SIZE) });
  if (cursor !== null) query.set('cursor', cursor);
  return request<InquiryPage>(`/admin/inquiries?${query.toString()}`, { signal });
}

/** Describe the query of one page; it asks again while a report on it is being written. */
export function inquiriesQuery(place: ListPlace) {
  return queryOptions({
    queryKey: ['inquiries', 'list', place],
    queryFn: ({ signal }) => getInquiries(place, signal),
    refetchInterval: (query) =>
      query.state.data?.items.some((item) => item.report === 'working') === true
        ? WORKING_INTERVAL_MILLISECONDS
        : false,
  });
}
