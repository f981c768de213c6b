/**
 * Request one version of a report with its text.
 */
import { queryOptions } from '@tanstack/react-query';

import { apiUrl, request } from '../../../lib/api-client';
import type { Report } from '../types';

/** Make the address of a report as a document of its own. */
export function reportDocumentUrl(reportId: string, format: 'html' | 'markdown'): string {
  return apiUrl(`/admin/reports/${encodeURIComponent(reportId)}/${format}`);
}

/** Make the path of a report's PDF, which may have to be made first. */
export function reportPdfPath(reportId: string): string {
  return `/admin/reports/${encodeURIComponent(reportId)}/pdf`;
}

function getReport(reportId: string, signal: AbortSignal): Promise<Report> {
  return request<Report>(`/admin/reports/${encodeURIComponent(reportId)}`, { signal });
}

/** Describe the query of a version. Its text never changes; how it stands, its inquiry tells. */
export function reportQuery(reportId: string) {
  return queryOptions({
    queryKey: ['report', reportId],
    queryFn: ({ signal }) => getReport(reportId, signal),
    staleTime: Infinity,
  });
}
