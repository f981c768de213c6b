/**
 * The page of all reports; a row leads to the inquiry that it answers.
 */
import { inquiryPath } from '../../features/inquiries/paths';
import { ReportList } from '../../features/reports/components/report-list';

/** Show the list of reports. */
export function ReportListPage() {
  return <ReportList pathTo={(report) => inquiryPath(report.inquiry_id)} />;
}
