/**
 * Saving a draft as a version, on top of the version that it began as or, once somebody else has
 * saved another one and it was asked for, on top of that.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { editReport } from './api/edit-report';
import { reportQuery } from './api/get-report';
import { readSuperseded, type NewestVersion } from './explain-error';
import type { DraftText } from './kept-drafts';
import type { Report, ReportSummary } from './types';
import type { Draft } from './use-draft';

interface Saving {
  target: Pick<ReportSummary, 'id' | 'number'>;
  sent: DraftText;
}

interface SaveOptions {
  draft: Draft;
  /** Every version that is known, from the inquiry. */
  versions: readonly ReportSummary[];
  onSaved: (saved: Report) => void;
}

/** Return how to save a draft, and the newest version if it is not the one the draft began as. */
export function useSaveVersion({ draft, versions, onSaved }: SaveOptions) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: ({ target, sent: { markdown, title, note } }: Saving) =>
      editReport(target, { markdown, title, note: note.trim() || null }),
    onSuccess: (saved, { sent }) => {
      queryClient.setQueryData(reportQuery(saved.id).queryKey, saved);
      draft.continueFrom(saved, sent);
      onSaved(saved);
    },
  });

  const refused = readSuperseded(mutation.error);
  const newest = [...versions, ...(refused === null ? [] : [refused])].reduce<NewestVersion>(
    (found, version) => (version.number > found.number ? version : found),
    draft.base,
  );
  const superseding = newest.number > draft.base.number ? newest : null;
  return {
    superseding,
    isSaving: mutation.isPending,
    /** Why the last try failed, apart from a version that came in between. */
    error: refused === null ? mutation.error : null,
    saveOn: (target: Saving['target']) => {
      if (!mutation.isPending) mutation.mutate({ target, sent: draft.text });
    },
    savedNumber: mutation.isSuccess ? mutation.data.number : null,
  };
}
