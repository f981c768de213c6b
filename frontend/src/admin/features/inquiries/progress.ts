/**
 * What has happened to an inquiry and what comes next, in order, from the facts alone.
 */
import { formatInteger } from '../../lib/number-format';
import { formatDuration } from '../../lib/time-format';
import { countFailedTries, debtKind, describeOwedWork } from './owed-work';
import type { Email, Inquiry, OwedWork } from './types';

type MailStepKind = 'confirmation' | 'notification' | 'link';
type ProgressState = 'done' | 'working' | 'failed' | 'skipped' | 'upcoming';

export interface ProgressStep {
  kind: MailStepKind | 'received' | 'draft' | 'review';
  state: ProgressState;
  title: string;
  at: string | null;
  detail: string | null;
  /** The work that is still owed for the step. */
  owed: OwedWork | null;
}

interface MailStepRule {
  name: string;
  debt: string;
  mailKinds: readonly string[];
}

const MAIL_STEPS: Record<MailStepKind, MailStepRule> = {
  confirmation: {
    name: 'Confirmation',
    debt: 'customer_mail',
    mailKinds: ['customer_confirmation'],
  },
  notification: {
    name: 'Mail to the consultants',
    debt: 'consultant_mail',
    mailKinds: ['consultant_notification', 'inquiry_notification'],
  },
  link: { name: 'Link to the report', debt: 'report_link', mailKinds: ['report_link'] },
};

const MAIL_STATES: Record<string, ProgressState> = {
  failed: 'failed',
  bounced: 'failed',
  complained: 'failed',
  delayed: 'working',
  suppressed: 'skipped',
};

function done(kind: ProgressStep['kind'], title: string): ProgressStep {
  return { kind, state: 'done', title, at: null, detail: null, owed: null };
}

function afterReceipt(inquiry: Inquiry, at: string): string {
  return `after ${formatDuration(Date.parse(at) - Date.parse(inquiry.created_at))}`;
}

function stateOfOwedWork(work: OwedWork): ProgressState {
  if (work.state === 'waiting') return 'upcoming';
  if (work.state === 'parked' || countFailedTries(work) > 0) return 'failed';
  return 'working';
}

function owedStep(
  kind: ProgressStep['kind'],
  title: string,
  owed: OwedWork | undefined,
  now: number,
): ProgressStep | null {
  if (owed === undefined) return null;
  const detail = describeOwedWork(owed, now);
  return { kind, state: stateOfOwedWork(owed), title, at: null, detail, owed };
}

/** Tell when a mail came into the state that it is in. */
function stateSince(mail: Email): string {
  return mail.events.findLast((event) => event.status === mail.status)?.at ?? mail.at;
}

function mailStep(inquiry: Inquiry, kind: MailStepKind, now: number): ProgressStep | null {
  const { name, debt, mailKinds } = MAIL_STEPS[kind];
  const owed = inquiry.owed.find((work) => debtKind(work) === debt);
  const mail = inquiry.email_events.findLast((each) => mailKinds.includes(each.kind));
  if (mail === undefined || owed !== undefined) return owedStep(kind, name, owed, now);
  const at = stateSince(mail);
  return {
    kind,
    state: MAIL_STATES[mail.status] ?? 'done',
    title: `${name} ${mail.status}`,
    at,
    detail: mail.reason ?? (kind === 'link' ? null : afterReceipt(inquiry, at)),
    owed: null,
  };
}

function draftStep(inquiry: Inquiry, now: number): ProgressStep | null {
  const owed = inquiry.owed.find((work) => debtKind(work) === 'report');
  const report = inquiry.reports.at(0);
  if (report === undefined) return owedStep('draft', 'Draft', owed, now);
  const tokens = report.input_tokens + report.output_tokens;
  const parts = [
    afterReceipt(inquiry, report.created_at),
    ...(tokens > 0 ? [`${formatInteger(tokens)} tokens`] : []),
  ];
  return { ...done('draft', 'Draft written'), at: report.created_at, detail: parts.join(' · ') };
}

function reviewStep(inquiry: Inquiry): ProgressStep {
  switch (inquiry.status) {
    case 'reviewed':
      return done('review', 'Reviewed');
    case 'responded':
      return done('review', 'Responded');
    case 'closed':
      return done('review', 'Closed');
    case 'processing':
      return { ...done('review', 'Review'), state: 'working', detail: 'a consultant is at work' };
    case 'pending':
      return { ...done('review', 'Review'), state: 'upcoming', detail: 'waits for a consultant' };
  }
}

/** List failed work that no step is about, such as that of the search index. */
export function otherFailedWork(inquiry: Inquiry): OwedWork[] {
  const inSteps = ['report', ...Object.values(MAIL_STEPS).map(({ debt }) => debt)];
  return inquiry.owed.filter(
    (work) => !inSteps.includes(debtKind(work)) && stateOfOwedWork(work) === 'failed',
  );
}

/** Tell what owed work sends a kind of mail. */
export function debtOfMail(kind: string): string | null {
  const rule = Object.values(MAIL_STEPS).find(({ mailKinds }) => mailKinds.includes(kind));
  return rule?.debt ?? null;
}

/** List the steps of an inquiry: done, in work, failed, skipped, upcoming. */
export function progressSteps(inquiry: Inquiry, now: number): ProgressStep[] {
  return [
    { ...done('received', 'Received'), at: inquiry.created_at },
    mailStep(inquiry, 'confirmation', now),
    draftStep(inquiry, now),
    mailStep(inquiry, 'notification', now),
    mailStep(inquiry, 'link', now),
    reviewStep(inquiry),
  ].filter((step) => step !== null);
}
