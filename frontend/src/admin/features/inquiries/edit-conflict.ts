/**
 * An edit that was refused because somebody else was faster: what they changed, in words.
 */
import { ApiError } from '../../lib/api-errors';
import { PRIORITIES, STATUSES } from './presentation';
import type { Change, Inquiry } from './types';

/** What people change of an inquiry, as the API tells it with a conflict. */
type CurrentState = Pick<
  Inquiry,
  'version' | 'status' | 'priority' | 'assignee' | 'updated_at' | 'edited_by'
>;

export interface EditConflict {
  /** What was wanted and not made. */
  change: Change;
  /** The inquiry as it was when the change was wanted. */
  before: CurrentState;
  current: CurrentState;
}

/** Read how an inquiry is now from the error that says that somebody else was faster. */
export function readCurrentState(error: unknown): CurrentState | null {
  if (!(error instanceof ApiError) || error.code !== 'VersionConflict') return null;
  return (error.details as { current?: CurrentState }).current ?? null;
}

/** Tell whether the other person made the same change. */
export function isSameChange({ change, current }: EditConflict): boolean {
  return Object.entries(change).every(
    ([field, value]) => current[field as keyof Change] === value,
  );
}

/** Say what the other person changed: "Robin Meyer changed status to Reviewed". */
export function describeConflict(
  { before, current }: EditConflict,
  nameOf: (username: string) => string,
): string {
  const who = current.edited_by === null ? 'Somebody' : nameOf(current.edited_by);
  const parts: string[] = [];
  if (before.status !== current.status) {
    parts.push(`status to ${STATUSES[current.status].label}`);
  }
  if (before.priority !== current.priority) {
    parts.push(`priority to ${PRIORITIES[current.priority].label}`);
  }
  if (before.assignee !== current.assignee) {
    parts.push(`owner to ${current.assignee === null ? 'nobody' : nameOf(current.assignee)}`);
  }
  // It may have been changed and changed back.
  if (parts.length === 0) return `${who} edited the inquiry`;
  return `${who} changed ${parts.join(' and ')}`;
}
