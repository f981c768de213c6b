/**
 * The banner about a change that was not made because somebody else was faster.
 */
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

import { Notice } from '../../../components/notice';
import { RelativeTime } from '../../../components/relative-time';
import { WriteButton } from '../../../components/write-button';
import { usePersonName } from '../../../lib/consultants';
import { describeConflict, type EditConflict } from '../edit-conflict';
import type { Inquiry } from '../types';

interface ConflictBannerProps {
  conflict: EditConflict;
  inquiry: Inquiry;
  isPending: boolean;
  onApply: () => void;
  onKeep: () => void;
}

/** Say what the other person changed, and ask which of the two changes stays. */
export function ConflictBanner({ conflict, inquiry, ...props }: ConflictBannerProps) {
  const nameOf = usePersonName();
  const { change, current } = conflict;
  const canApply = change.status === undefined || inquiry.next_statuses.includes(change.status);
  return (
    <Notice tone="yellow" icon={IconAlertTriangle} role="alert">
      <strong>
        {describeConflict(conflict, nameOf)} <RelativeTime iso={current.updated_at} />.
      </strong>{' '}
      Your change was not made.
      <Group gap="sm" mt="sm">
        {canApply && (
          <WriteButton size="xs" variant="default" loading={props.isPending} onClick={props.onApply}>
            Apply mine anyway
          </WriteButton>
        )}
        <Button size="xs" variant="default" onClick={props.onKeep}>
          Keep theirs
        </Button>
      </Group>
    </Notice>
  );
}
