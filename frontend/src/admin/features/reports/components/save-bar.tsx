/**
 * The foot of the editor: how the text stands, a note about it, and the button that saves it.
 */
import { TextInput, VisuallyHidden } from '@mantine/core';

import { WriteButton } from '../../../components/write-button';
import { formatClock } from '../../../lib/time-format';
import { useNow } from '../../../lib/use-now';
import { useOnline } from '../../../lib/use-online';
import type { Draft } from '../use-draft';
import classes from './save-bar.module.css';

const MINUTE_MILLISECONDS = 60_000;

interface SaveBarProps {
  draft: Draft;
  isSaving: boolean;
  savedNumber: number | null;
  noteFault: string | null;
  /** Left out while a newer version is in the way. */
  onSave: (() => void) | null;
}

function stateText(
  draft: Draft,
  savedNumber: number | null,
  isOnline: boolean,
  now: number,
): string {
  if (!draft.isUnsaved) {
    return savedNumber === null ? 'Nothing changed yet.' : `Version ${String(savedNumber)} saved.`;
  }
  const unsaved = isOnline ? 'Not saved.' : 'You are offline. Not saved.';
  if (!draft.isKeepable) return `${unsaved} This browser keeps nothing.`;
  if (draft.keptAt === null) return unsaved;
  return `${unsaved} Kept in this browser at ${formatClock(draft.keptAt, now)}.`;
}

/** Show how the text stands and offer to save it. */
export function SaveBar({ draft, isSaving, savedNumber, noteFault, onSave }: SaveBarProps) {
  const isOnline = useOnline();
  const now = useNow(MINUTE_MILLISECONDS);
  return (
    <div className={classes.bar}>
      <span className={classes.state}>{stateText(draft, savedNumber, isOnline, now)}</span>
      <VisuallyHidden role="status">
        {savedNumber !== null && !draft.isUnsaved && `Version ${String(savedNumber)} saved.`}
      </VisuallyHidden>
      <TextInput
        className={classes.note}
        label="Note (optional)"
        placeholder="What changed?"
        value={draft.text.note}
        maxLength={500}
        error={noteFault}
        onChange={(event) => {
          draft.change({ note: event.currentTarget.value });
        }}
      />
      <WriteButton
        className={classes.save}
        loading={isSaving}
        disabled={onSave === null || !draft.isUnsaved}
        onClick={() => onSave?.()}
      >
        Save version
      </WriteButton>
    </div>
  );
}
