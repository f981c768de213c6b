/**
 * What stands between somebody and the text: unsaved text to restore, a newer version, an approval,
 * a failure to save.
 */
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconHistory, IconLock } from '@tabler/icons-react';
import { Link } from 'react-router';

import { Notice } from '../../../components/notice';
import { WriteButton } from '../../../components/write-button';
import { errorText } from '../../../lib/api-errors';
import { usePersonName } from '../../../lib/consultants';
import { formatClock } from '../../../lib/time-format';
import { useNow } from '../../../lib/use-now';
import type { NewestVersion } from '../explain-error';
import type { KeptDraft } from '../kept-drafts';
import { reportEditPath } from '../paths';
import type { Report } from '../types';

const MINUTE_MILLISECONDS = 60_000;

/** Offer text that was left unsaved. */
export function OfferedDraft({
  draft,
  onRestore,
  onDiscard,
}: {
  draft: KeptDraft;
  onRestore: () => void;
  onDiscard: () => void;
}) {
  const now = useNow(MINUTE_MILLISECONDS);
  return (
    <Notice tone="blue" icon={IconHistory}>
      You have unsaved text from {formatClock(draft.keptAt, now)}.
      <Group gap="sm" mt="xs">
        <Button size="xs" variant="default" onClick={onRestore}>
          Restore
        </Button>
        <Button size="xs" variant="default" onClick={onDiscard}>
          Discard
        </Button>
      </Group>
    </Notice>
  );
}

function useAuthor({ author }: NewestVersion): string {
  const personName = usePersonName();
  return author === null ? 'AI' : personName(author);
}

/** Say that somebody else saved a version while this text was written, and what can be done. */
export function Conflict({
  newest,
  isSaving,
  onCompare,
  onSave,
}: {
  newest: NewestVersion;
  isSaving: boolean;
  onCompare: () => void;
  onSave: () => void;
}) {
  const author = useAuthor(newest);
  return (
    <Notice
      tone="yellow"
      role="alert"
      icon={IconAlertTriangle}
      title={`${author} saved version ${String(newest.number)} while you were editing.`}
    >
      Your text is kept. Compare before you save.
      <Group gap="sm" mt="xs">
        <Button size="xs" variant="default" onClick={onCompare}>
          Compare
        </Button>
        <WriteButton size="xs" variant="default" loading={isSaving} onClick={onSave}>
          Save mine as version {newest.number + 1}
        </WriteButton>
      </Group>
    </Notice>
  );
}

/** Say that this is an old version, which is only read. */
export function Superseded({ base, newest }: { base: Report; newest: NewestVersion }) {
  const author = useAuthor(newest);
  return (
    <Notice tone="gray" icon={IconLock}>
      Version {base.number} is not the newest: {author} saved version {newest.number}.
      <Group gap="sm" mt="xs">
        <Button
          component={Link}
          to={reportEditPath(newest.id)}
          replace
          size="xs"
          variant="default"
        >
          Edit version {newest.number}
        </Button>
      </Group>
    </Notice>
  );
}

/** Say that an approved version stays as it is. */
export function ApprovedVersion({ base, onEdit }: { base: Report; onEdit: () => void }) {
  return (
    <Notice tone="gray" icon={IconLock}>
      Version {base.number} is approved, so it stays as it is.
      <Group gap="sm" mt="xs">
        <Button size="xs" variant="default" onClick={onEdit}>
          Edit as new version
        </Button>
      </Group>
    </Notice>
  );
}

/** Say why a version was not saved. */
export function SaveFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Notice
      tone="red"
      role="alert"
      icon={IconAlertTriangle}
      title="The version could not be saved. Your text is kept."
    >
      {errorText(error)}
      <Group gap="sm" mt="xs">
        <WriteButton size="xs" variant="default" onClick={onRetry}>
          Try again
        </WriteButton>
      </Group>
    </Notice>
  );
}
