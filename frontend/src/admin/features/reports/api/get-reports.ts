/**
 * Request a page of the newest version of each report: newest first, or of one status the longest
 * waiting first.
 */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import { writeReportQuery, type ReportFilters } from '../report-filters';
import type { ReportPage } from '../types';

export const PAGE_SIZE = 25;

function getReports(
  filters: ReportFilters,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ReportPage> {
  const query = writeReportQuery(filters, cursor);
  query.set('limit', String(PAGE_SIZE));
  return request<ReportPage>(`/admin/reports?${query.toString()}`, { signal });
}

/** Describe the query of one page; rows change when the page is opened or somebody asks. */
export function reportsQuery(filters: ReportFilters, cursor: string | null) {
  return queryOptions({
    queryKey: ['reports', filters, cursor],
    queryFn: ({ signal }) => getReports(filters, cursor, signal),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}
