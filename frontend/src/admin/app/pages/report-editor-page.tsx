/**
 * The editor of a version of a report, with the inquiry that it answers.
 */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';

import { Delayed } from '../../components/delayed';
import { LoadError } from '../../components/load-error';
import { NothingHere } from '../../components/nothing-here';
import { PageTitle } from '../../components/page-title';
import { inquiryQuery } from '../../features/inquiries/api/get-inquiry';
import { inquiryPath } from '../../features/inquiries/paths';
import { reportQuery } from '../../features/reports/api/get-report';
import { ReportEditor } from '../../features/reports/components/report-editor';
import { ReportEditorSkeleton } from '../../features/reports/components/report-editor-skeleton';
import { useEditorState } from '../../features/reports/editor-state';
import { REPORTS_PATH } from '../../features/reports/paths';
import { ApiError } from '../../lib/api-errors';
import { useReportRefresh } from '../report-refresh';

/** Show the editor of a version. */
export function ReportEditorPage() {
  const { reportId = '' } = useParams();
  const { session = reportId } = useEditorState();
  const report = useQuery(reportQuery(reportId));
  const inquiryId = report.data?.inquiry_id ?? '';
  const inquiry = useQuery({ ...inquiryQuery(inquiryId), enabled: report.data !== undefined });
  const refresh = useReportRefresh(inquiryId);

  if (report.data !== undefined && inquiry.data !== undefined) {
    return (
      <ReportEditor
        key={session}
        report={report.data}
        inquiry={inquiry.data}
        session={session}
        readAt={inquiryPath(inquiryId)}
        onSaved={() => void refresh()}
      />
    );
  }
  const failed = [report, inquiry].find((query) => query.error !== null);
  if (failed?.error instanceof ApiError && failed.error.status === 404) {
    return (
      <NothingHere
        title="There is no such report"
        description="The link may be incomplete, or the inquiry was removed."
        wayOn={{ to: REPORTS_PATH, label: 'Go to reports' }}
      />
    );
  }
  if (failed?.error) {
    return (
      <>
        <PageTitle title="Edit report" />
        <LoadError what="The report" error={failed.error} onRetry={() => void failed.refetch()} />
      </>
    );
  }
  return (
    <Delayed>
      <ReportEditorSkeleton />
    </Delayed>
  );
}
