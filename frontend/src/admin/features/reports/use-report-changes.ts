/**
 * The changes of a report that take one press: review, approval, restoring an old version.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { notifyDone } from '../../components/notify';
import { errorText } from '../../lib/api-errors';
import { usePersonName } from '../../lib/consultants';
import { approveReport } from './api/approve-report';
import { editReport } from './api/edit-report';
import { reportQuery } from './api/get-report';
import { readSuperseded } from './explain-error';
import type { ReportSummary } from './types';

export type ReportChange =
  | { kind: 'review' | 'unreview' | 'approve'; report: ReportSummary }
  | { kind: 'restore'; report: ReportSummary; newest: ReportSummary };

function describeChange(change: ReportChange): string {
  switch (change.kind) {
    case 'review':
      return 'Marked as reviewed.';
    case 'unreview':
      return 'It is a draft again.';
    case 'approve':
      return `Version ${String(change.report.number)} is approved.`;
    case 'restore':
      return `The newest version has the text of version ${String(change.report.number)}.`;
  }
}

/** Return how to change a report; `onChanged` brings the inquiry up to date. */
export function useReportChanges(onChanged: () => Promise<unknown>) {
  const queryClient = useQueryClient();
  const personName = usePersonName();

  const restore = async (report: ReportSummary, newest: ReportSummary) => {
    const { markdown, title } = await queryClient.query(reportQuery(report.id));
    const note = `Restored version ${String(report.number)}`;
    await editReport(newest, { markdown, title, note });
  };
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: async (change: ReportChange) => {
      if (change.kind === 'restore') await restore(change.report, change.newest);
      else if (change.kind === 'approve') await approveReport(change.report.id);
      else {
        const status = change.kind === 'review' ? 'reviewed' : 'draft';
        await editReport(change.report, { status });
      }
    },
    onSettled: onChanged,
    onSuccess: (_, change) => {
      const undo = () => {
        mutation.mutate({ kind: 'unreview', report: change.report });
      };
      notifyDone(describeChange(change), { undo: change.kind === 'review' ? undo : undefined });
    },
  });

  const superseded = readSuperseded(mutation.error);
  const author = superseded?.author == null ? 'AI' : personName(superseded.author);
  const fault = mutation.error === null ? null : errorText(mutation.error);
  return {
    change: mutation.mutate,
    forget: mutation.reset,
    pending: mutation.isPending ? mutation.variables.kind : null,
    fault:
      superseded === null
        ? fault
        : `${author} saved version ${String(superseded.number)} in the meantime. Read it first.`,
  };
}
