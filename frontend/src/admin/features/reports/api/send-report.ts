/**
 * Request that the client gets a link to an approved version.
 */
import { request } from '../../../lib/api-client';
import type { ReportSummary } from '../types';

/** Send a version to the client; `again` means that it was sent before. */
export function sendReport(reportId: string, again: boolean): Promise<ReportSummary> {
  return request<ReportSummary>(`/admin/reports/${encodeURIComponent(reportId)}/send`, {
    method: 'POST',
    body: { again },
  });
}
