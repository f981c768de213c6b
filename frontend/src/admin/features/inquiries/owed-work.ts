/**
 * What an inquiry is still owed, as sentences with their next step and its time.
 */
import { formatOrdinal } from '../../lib/number-format';
import { formatClock, formatDuration } from '../../lib/time-format';
import type { OwedWork } from './types';

const NAMES: Record<string, string> = {
  customer_mail: 'Confirmation',
  report: 'Draft',
  consultant_mail: 'Mail to the consultants',
};

const HOUR_MILLISECONDS = 3_600_000;

function nextTry(owed: OwedWork, now: number): string {
  if (owed.next_attempt_at === null) return 'Next try is due.';
  const wait = Date.parse(owed.next_attempt_at) - now;
  if (wait < 1000) return 'Next try is due.';
  if (wait < HOUR_MILLISECONDS) return `Next try in ${formatDuration(wait)}.`;
  return `Next try at ${formatClock(owed.next_attempt_at, now)}.`;
}

function nextStep(owed: OwedWork, now: number): string {
  switch (owed.state) {
    case 'leased':
      return 'Trying again now.';
    case 'parked':
      return 'Parked until an operator starts it again.';
    case 'capped':
      return `The spending cap is reached. ${nextTry(owed, now)}`;
    default:
      return nextTry(owed, now);
  }
}

function firstTry(owed: OwedWork, name: string, now: number): string {
  switch (owed.state) {
    case 'leased':
      return `${name} is being ${owed.debt === 'report' ? 'written' : 'sent'}.`;
    case 'waiting':
      return owed.debt === 'consultant_mail' ? `${name} waits for the draft.` : `${name} waits.`;
    case 'due':
      return `${name} is queued.`;
    default:
      return `${name}: ${nextStep(owed, now)}`;
  }
}

/** Count the tries that failed: expected failures, which the API calls attempts, and faults. */
export function countFailedTries(owed: OwedWork): number {
  return owed.attempts + owed.failures;
}

/** Say how owed work stands: "Draft: 2nd try failed (AI timed out). Next try in 40 s." */
export function describeOwedWork(owed: OwedWork, now: number): string {
  const name = NAMES[owed.debt] ?? owed.debt;
  const failedTries = countFailedTries(owed);
  if (failedTries === 0) return firstTry(owed, name, now);
  const reason = owed.reason === null ? '' : ` (${owed.reason})`;
  const failure = `${formatOrdinal(failedTries)} try failed${reason}.`;
  return `${name}: ${failure} ${nextStep(owed, now)}`;
}
