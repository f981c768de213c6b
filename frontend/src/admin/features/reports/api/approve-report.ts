/**
 * Request the approval of a version.
 */
import { request } from '../../../lib/api-client';
import type { ReportSummary } from '../types';

/** Approve a version, so that it can be sent to the client. */
export function approveReport(reportId: string): Promise<ReportSummary> {
  return request<ReportSummary>(`/admin/reports/${encodeURIComponent(reportId)}/approve`, {
    method: 'POST',
  });
}
