/**
 * Request one report with its text.
 */
import { queryOptions } from '@tanstack/react-query';

import { apiUrl, request } from '../../../lib/api-client';
import type { Report } from '../types';

/** Make the address of a report as a document of its own. */
export function reportDocumentUrl(reportId: string, format: 'html' | 'markdown'): string {
  return apiUrl(`/admin/reports/${encodeURIComponent(reportId)}/${format}`);
}

function getReport(reportId: string, signal: AbortSignal): Promise<Report> {
  return request<Report>(`/admin/reports/${encodeURIComponent(reportId)}`, { signal });
}

/** Describe the query of a report; a written report does not change. */
export function reportQuery(reportId: string) {
  return queryOptions({
    queryKey: ['report', reportId],
    queryFn: ({ signal }) => getReport(reportId, signal),
    staleTime: Infinity,
  });
}
