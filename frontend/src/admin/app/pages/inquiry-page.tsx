/**
 * The page of one inquiry: the inquiry with its report, from two features.
 */
import { Navigate, useParams } from 'react-router';

import { InquiryDetail } from '../../features/inquiries/components/inquiry-detail';
import { inquiryPath } from '../../features/inquiries/paths';
import { ReportDocument } from '../../features/reports/components/report-document';

/** Show one inquiry. */
export function InquiryPage() {
  const { inquiryId = '', tab } = useParams();
  if (tab !== 'report' && tab !== 'mail') return <Navigate to={inquiryPath(inquiryId)} replace />;
  return (
    <InquiryDetail
      key={inquiryId}
      inquiryId={inquiryId}
      tab={tab}
      renderReport={(report) => <ReportDocument report={report} />}
    />
  );
}
