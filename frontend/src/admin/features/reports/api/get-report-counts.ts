/**
 * Request how many inquiries have a report in each status.
 *
 * The navigation asks the API the same, so under this key one answer serves both.
 */
import { queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { InquiryCounts, ReportStatus } from '../types';

/** How many reports there are in each status, and in all. */
export type ReportCounts = Record<ReportStatus | 'all', number>;

function getInquiryCounts(signal: AbortSignal): Promise<InquiryCounts> {
  return request<InquiryCounts>('/admin/inquiries/counts', { signal });
}

function countReports({ by_report: counts }: InquiryCounts): ReportCounts {
  const { draft = 0, reviewed = 0, approved = 0, sent = 0 } = counts;
  return { draft, reviewed, approved, sent, all: draft + reviewed + approved + sent };
}

/** Describe the query of the counts. */
export function reportCountsQuery() {
  return queryOptions({
    queryKey: ['inquiries', 'counts'],
    queryFn: ({ signal }) => getInquiryCounts(signal),
    select: countReports,
  });
}
