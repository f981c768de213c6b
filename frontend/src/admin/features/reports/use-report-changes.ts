/**
 * The changes of a report that take one press: review, approval, restoring an old version.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { usePersonName } from '../../lib/consultants';
import { approveReport } from './api/approve-report';
import { editReport } from './api/edit-report';
import { reportQuery } from './api/get-report';
import { readSuperseded } from './explain-error';
import type { ReportSummary } from './types';

export type ReportChange =
  | { kind: 'review' | 'approve'; report: ReportSummary }
  | { kind: 'restore'; report: ReportSummary; newest: ReportSummary };

function describeChange(change: ReportChange): string {
  switch (change.kind) {
    case 'review':
      return 'Marked as reviewed.';
    case 'approve':
      return 'Report approved.';
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
      else await editReport(change.report, { status: 'reviewed' });
    },
    onSettled: onChanged,
  });

  const superseded = readSuperseded(mutation.error);
  const author = superseded?.author == null ? 'AI' : personName(superseded.author);
  return {
    change: mutation.mutate,
    forget: mutation.reset,
    pending: mutation.isPending ? mutation.variables.kind : null,
    done: mutation.isSuccess ? describeChange(mutation.variables) : null,
    fault:
      superseded === null
        ? (mutation.error?.message ?? null)
        : `${author} saved version ${String(superseded.number)} in the meantime. Read it first.`,
  };
}
