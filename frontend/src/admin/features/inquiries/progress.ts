/**
 * What has happened to an inquiry and what comes next, in order, from the facts alone.
 */
import { formatInteger } from '../../lib/number-format';
import { formatDuration } from '../../lib/time-format';
import { countFailedTries, describeOwedWork } from './owed-work';
import type { EmailEvent, Inquiry, OwedWork } from './types';

type ProgressKind = 'received' | 'confirmation' | 'draft' | 'notification' | 'review';
type ProgressState = 'done' | 'working' | 'failed' | 'upcoming';

export interface ProgressStep {
  kind: ProgressKind;
  state: ProgressState;
  title: string;
  at: string | null;
  detail: string | null;
}

const CONFIRMATION_TITLES: Record<string, string> = {
  sent: 'Confirmation sent',
  failed: 'Confirmation failed',
  suppressed: 'Confirmation suppressed',
};

const NOTIFICATION_TITLES: Record<string, string> = {
  sent: 'Consultants notified',
  failed: 'Mail to the consultants failed',
  suppressed: 'Mail to the consultants suppressed',
};

function afterReceipt(inquiry: Inquiry, at: string): string {
  return `after ${formatDuration(Date.parse(at) - Date.parse(inquiry.created_at))}`;
}

function stateOfOwedWork(work: OwedWork): ProgressState {
  if (work.state === 'parked' || countFailedTries(work) > 0) return 'failed';
  return 'working';
}

function mailStep(
  inquiry: Inquiry,
  kind: 'confirmation' | 'notification',
  event: EmailEvent | undefined,
  now: number,
): ProgressStep | null {
  const titles = kind === 'confirmation' ? CONFIRMATION_TITLES : NOTIFICATION_TITLES;
  const name = kind === 'confirmation' ? 'Confirmation' : 'Mail to the consultants';
  if (event !== undefined) {
    return {
      kind,
      state: event.status === 'failed' ? 'failed' : 'done',
      title: titles[event.status] ?? `${name}: ${event.status}`,
      at: event.at,
      detail: event.reason ?? afterReceipt(inquiry, event.at),
    };
  }
  const debt = kind === 'confirmation' ? 'customer_mail' : 'consultant_mail';
  const owed = inquiry.owed.find((work) => work.debt === debt);
  if (owed === undefined) return null;
  return {
    kind,
    state: owed.state === 'waiting' ? 'upcoming' : stateOfOwedWork(owed),
    title: name,
    at: null,
    detail: describeOwedWork(owed, now),
  };
}

function draftStep(inquiry: Inquiry, now: number): ProgressStep | null {
  const report = inquiry.reports.at(0);
  if (report !== undefined) {
    const tokens = formatInteger(report.input_tokens + report.output_tokens);
    return {
      kind: 'draft',
      state: 'done',
      title: 'Draft written',
      at: report.created_at,
      detail: `${afterReceipt(inquiry, report.created_at)} · ${tokens} tokens`,
    };
  }
  const owed = inquiry.owed.find((work) => work.debt === 'report');
  if (owed === undefined) return null;
  return {
    kind: 'draft',
    state: stateOfOwedWork(owed),
    title: 'Draft',
    at: null,
    detail: describeOwedWork(owed, now),
  };
}

function reviewStep(inquiry: Inquiry): ProgressStep {
  switch (inquiry.status) {
    case 'reviewed':
      return { kind: 'review', state: 'done', title: 'Reviewed', at: null, detail: null };
    case 'responded':
      return { kind: 'review', state: 'done', title: 'Responded', at: null, detail: null };
    case 'closed':
      return { kind: 'review', state: 'done', title: 'Closed', at: null, detail: null };
    case 'pending':
    case 'processing':
      return {
        kind: 'review',
        state: 'upcoming',
        title: 'Review',
        at: null,
        detail: 'waits for a consultant',
      };
  }
}

/** List the steps of an inquiry: done, in work, failed, upcoming. */
export function progressSteps(inquiry: Inquiry, now: number): ProgressStep[] {
  const latest = (isWanted: (event: EmailEvent) => boolean) =>
    inquiry.email_events.filter(isWanted).at(-1);
  const confirmation = latest((event) => event.kind === 'customer_confirmation');
  const notification = latest((event) => event.kind !== 'customer_confirmation');
  const steps = [
    mailStep(inquiry, 'confirmation', confirmation, now),
    draftStep(inquiry, now),
    mailStep(inquiry, 'notification', notification, now),
  ].filter((step) => step !== null);
  return [
    { kind: 'received', state: 'done', title: 'Received', at: inquiry.created_at, detail: null },
    ...steps,
    reviewStep(inquiry),
  ];
}
