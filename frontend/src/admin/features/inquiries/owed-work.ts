/**
 * What an inquiry is still owed, as sentences with their next step and its time.
 *
 * A debt is named after what is owed, and after what for where there is a choice: "document:3" are
 * the files of the report's third version.
 */
import { formatOrdinal } from '../../lib/number-format';
import { formatClock, formatDuration } from '../../lib/time-format';
import type { OwedWork } from './types';

interface Work {
  name: string;
  /** What stands before the number of a version, where it is owed for one. */
  ofVersion?: string;
  /** What is done while it is being worked on. */
  participle: string;
}

const WORKS: Record<string, Work> = {
  index: { name: 'Search index', participle: 'updated' },
  customer_mail: { name: 'Confirmation', participle: 'sent' },
  report: { name: 'Draft', participle: 'written' },
  consultant_mail: { name: 'Mail to the consultants', participle: 'sent' },
  document: { name: 'PDF', ofVersion: 'PDF of version', participle: 'made' },
  report_link: {
    name: 'Link to the report',
    ofVersion: 'Link to version',
    participle: 'sent',
  },
};

const WAITS_FOR: Record<string, string> = {
  consultant_mail: 'the draft',
  report_link: 'the PDF',
};

const SECOND_MILLISECONDS = 1000;
const HOUR_MILLISECONDS = 3_600_000;

function nextTry(owed: OwedWork, now: number): string {
  if (owed.next_attempt_at === null) return 'Next try is due.';
  const wait = Date.parse(owed.next_attempt_at) - now;
  if (wait < SECOND_MILLISECONDS) return 'Next try is due.';
  if (wait < HOUR_MILLISECONDS) return `Next try in ${formatDuration(wait)}.`;
  return `Next try at ${formatClock(owed.next_attempt_at, now)}.`;
}

function nextStep(owed: OwedWork, now: number): string {
  switch (owed.state) {
    case 'leased':
      return 'Trying again now.';
    case 'parked':
      return 'It is not tried again by itself.';
    case 'capped':
      return `The spending cap is reached. ${nextTry(owed, now)}`;
    default:
      return nextTry(owed, now);
  }
}

function firstTry(owed: OwedWork, name: string, now: number): string {
  switch (owed.state) {
    case 'leased':
      return `${name} is being ${WORKS[debtKind(owed)]?.participle ?? 'worked on'}.`;
    case 'waiting': {
      const cause = WAITS_FOR[debtKind(owed)];
      return cause === undefined ? `${name} waits.` : `${name} waits for ${cause}.`;
    }
    case 'due':
      return `${name} is queued.`;
    default:
      return `${name}: ${nextStep(owed, now)}`;
  }
}

/** Return what is owed, without what for. */
export function debtKind({ debt }: Pick<OwedWork, 'debt'>): string {
  return debt.split(':', 1)[0] ?? debt;
}

/** Name what is owed: "Draft", "PDF of version 3". */
export function debtLabel(owed: Pick<OwedWork, 'debt'>): string {
  const kind = debtKind(owed);
  const work = WORKS[kind];
  const subject = owed.debt.slice(kind.length + 1);
  if (subject === '') return work?.name ?? kind;
  return `${work?.ofVersion ?? work?.name ?? kind} ${subject}`;
}

/** Count the tries that failed: expected failures, which the API calls attempts, and faults. */
export function countFailedTries(owed: OwedWork): number {
  return owed.attempts + owed.failures;
}

/** Tell whether a person can have the work tried now, rather than wait for it. */
export function canBeRetried(owed: OwedWork, now: number): boolean {
  if (owed.state === 'parked') return true;
  if (owed.state !== 'due' && owed.state !== 'capped') return false;
  if (owed.next_attempt_at === null) return false;
  return Date.parse(owed.next_attempt_at) - now >= SECOND_MILLISECONDS;
}

/** Say how owed work stands: "Draft: 2nd try failed (AI timed out). Next try in 40 s." */
export function describeOwedWork(owed: OwedWork, now: number): string {
  const name = debtLabel(owed);
  const failedTries = countFailedTries(owed);
  if (failedTries === 0) return firstTry(owed, name, now);
  const reason = owed.reason === null ? '' : ` (${owed.reason})`;
  const failure = `${formatOrdinal(failedTries)} try failed${reason}.`;
  return `${name}: ${failure} ${nextStep(owed, now)}`;
}
