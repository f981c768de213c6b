/**
 * The page of one inquiry: the inquiry with its report, from two features.
 */
import { Navigate, useLocation, useParams } from 'react-router';

import { InquiryDetail } from '../../features/inquiries/components/inquiry-detail';
import { inquiryPath, isInquiryTab } from '../../features/inquiries/paths';
import { ReportDocument } from '../../features/reports/components/report-document';

/** Show one inquiry. */
export function InquiryPage() {
  const { inquiryId = '', tab } = useParams();
  const { state } = useLocation() as { state: unknown };
  if (!isInquiryTab(tab)) return <Navigate to={inquiryPath(inquiryId)} state={state} replace />;
  return (
    <InquiryDetail
      key={inquiryId}
      inquiryId={inquiryId}
      tab={tab}
      renderReport={(report) => <ReportDocument report={report} />}
    />
  );
}
