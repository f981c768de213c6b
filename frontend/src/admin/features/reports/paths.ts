/**
 * The addresses of the pages about reports.
 */
export const REPORTS_PATH = '/admin/reports';

/** Make the address of the editor of a version. */
export function reportEditPath(reportId: string): string {
  return `${REPORTS_PATH}/${encodeURIComponent(reportId)}/edit`;
}
