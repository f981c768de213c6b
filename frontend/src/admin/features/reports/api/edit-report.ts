/**
 * Request a change of a version: a text or a title becomes a new version, a status changes this one.
 */
import { request } from '../../../lib/api-client';
import type { Report, ReportEdit, ReportSummary } from '../types';

/** Change a version; the answer is the version that is the newest then. */
export function editReport(
  report: Pick<ReportSummary, 'id' | 'number'>,
  edit: Omit<ReportEdit, 'version'>,
): Promise<Report> {
  return request<Report>(`/admin/reports/${encodeURIComponent(report.id)}`, {
    method: 'PATCH',
    body: { ...edit, version: report.number },
  });
}
