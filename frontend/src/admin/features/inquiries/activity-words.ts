/**
 * What happened to an inquiry, as sentences: who did what, from which value to which.
 */
import { mailKindLabel, presentMailState } from '../../lib/mail-states';
import type { Presentation } from '../../lib/state-presentation';
import { debtLabel } from './owed-work';
import { PRIORITIES, reportStateLabel, STATUSES } from './presentation';
import type { Activity } from './types';

export interface ActivityPeople {
  /** The client, who sent the inquiry. */
  client: string;
  nameOf: (username: string) => string;
}

/** Tell whether people did it; the rest is what the platform did. */
export function isByPeople({ kind, actor }: Activity): boolean {
  return actor !== null || kind === 'submitted';
}

function labelIn(presentations: Record<string, Presentation>, value: string | null): string {
  if (value === null) return 'nothing';
  return presentations[value]?.label ?? value;
}

/** Name the version that a report's id ends with: "version 3". */
function versionOf(reportId: string | null): string {
  return `version ${reportId?.split('.').at(-1) ?? ''}`;
}

function assigneeSentence(activity: Activity, who: string, people: ActivityPeople): string {
  const { actor, old, new: owner } = activity;
  const before = old === null ? '' : ` (before: ${people.nameOf(old)})`;
  if (owner === null) return `${who} set the owner to nobody${before}`;
  if (owner === actor) return `${who} took the inquiry${before}`;
  return `${who} set the owner to ${people.nameOf(owner)}${before}`;
}

function changeSentence(who: string, what: string, from: string, to: string): string {
  return `${who} changed ${what} from ${from} to ${to}`;
}

/** Say what happened, without the words that somebody wrote with it. */
export function describeActivity(activity: Activity, people: ActivityPeople): string {
  const { kind, actor, subject, old, new: value } = activity;
  const who = actor === null ? 'The platform' : people.nameOf(actor);
  switch (kind) {
    case 'submitted':
      return `${people.client} sent the inquiry`;
    case 'status_changed':
      return changeSentence(who, 'status', labelIn(STATUSES, old), labelIn(STATUSES, value));
    case 'priority_changed':
      return changeSentence(who, 'priority', labelIn(PRIORITIES, old), labelIn(PRIORITIES, value));
    case 'assignee_changed':
      return assigneeSentence(activity, who, people);
    case 'note_added':
      return `${who} wrote a note`;
    case 'outline_made':
      return 'An outline was made by rules, because AI was not available';
    case 'report_requested':
      return `${who} asked for a new draft`;
    case 'report_written':
      return value === 'ai'
        ? `AI wrote ${versionOf(subject)} of the report`
        : `${who} wrote ${versionOf(subject)} of the report`;
    case 'report_status_changed': {
      const states = [old, value].map((state) => reportStateLabel(state ?? ''));
      return changeSentence(who, versionOf(subject), states[0] ?? '', states[1] ?? '');
    }
    case 'report_link_requested':
      return `${who} had a link to ${versionOf(subject)} sent to the client`;
    case 'report_link_revoked':
      return `${who} revoked a link to ${versionOf(subject)}`;
    case 'mail_requested':
      return `${who} had “${mailKindLabel(subject ?? '')}” sent again`;
    case 'suppression_lifted':
      return `${who} let a blocked address get mail again`;
    case 'work_retried':
      return `${who} had “${debtLabel({ debt: subject ?? '' })}” tried again`;
    case 'mail':
      return `${mailKindLabel(subject ?? '')}: ${presentMailState(value ?? '').label.toLowerCase()}`;
    default:
      return actor === null ? kind : `${who}: ${kind}`;
  }
}
