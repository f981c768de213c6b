/**
 * The page of one inquiry: the inquiry with its report, from two features.
 *
 * The report is a part of its own, which is loaded while the API is asked for the inquiry.
 */
import { Navigate, useLocation, useParams } from 'react-router';

import { LoadError } from '../../components/load-error';
import { InquiryDetail } from '../../features/inquiries/components/inquiry-detail';
import { OwedWorkLines } from '../../features/inquiries/components/owed-work-lines';
import { debtKind } from '../../features/inquiries/owed-work';
import { inquiryPath, isInquiryTab } from '../../features/inquiries/paths';
import type { Inquiry } from '../../features/inquiries/types';
import { useModule } from '../../lib/use-module';
import { loadReportDocument } from '../page-chunks';
import { useReportRefresh } from '../report-refresh';

const REPORT_DEBTS = ['report', 'document', 'report_link'];

function InquiryReport({ inquiry }: { inquiry: Inquiry }) {
  const part = useModule('report-document', loadReportDocument);
  const refresh = useReportRefresh(inquiry.id);
  if (part.error !== null) {
    return (
      <LoadError what="The report" error={part.error} onRetry={() => void part.refetch()} />
    );
  }
  if (part.data === undefined) return null;
  const { ReportDocument } = part.data;
  const owed = inquiry.owed.filter((work) => REPORT_DEBTS.includes(debtKind(work)));
  return (
    <ReportDocument
      inquiry={inquiry}
      owedWork={owed.length > 0 && <OwedWorkLines inquiryId={inquiry.id} owed={owed} />}
      onChanged={refresh}
    />
  );
}

/** Show one inquiry. */
export function InquiryPage() {
  const { inquiryId = '', tab } = useParams();
  const { state } = useLocation() as { state: unknown };
  useModule('report-document', loadReportDocument);
  if (!isInquiryTab(tab)) return <Navigate to={inquiryPath(inquiryId)} state={state} replace />;
  return (
    <InquiryDetail
      key={inquiryId}
      inquiryId={inquiryId}
      tab={tab}
      renderReport={(inquiry) => <InquiryReport inquiry={inquiry} />}
    />
  );
}
