/**
 * The page of all reports; a row leads to the inquiry that it answers, and that leads back.
 */
import type { ListOrigin } from '../../features/inquiries/list-origin';
import { inquiryPath } from '../../features/inquiries/paths';
import { ReportList } from '../../features/reports/components/report-list';
import { REPORTS_PATH } from '../../features/reports/paths';

const LIST = { path: REPORTS_PATH, name: 'Reports' };

/** Show the list of reports. */
export function ReportListPage() {
  return (
    <ReportList
      linkTo={({ inquiry_id: id }, place) => {
        const origin: ListOrigin = { list: LIST, ...place };
        return { path: inquiryPath(id), state: { origin } };
      }}
    />
  );
}
