/**
 * The words, colours and icons of what an inquiry can be.
 *
 * States of mails and debts are open lists: one that only a newer release knows is shown by its
 * own name, in grey.
 */
import {
  IconArchive,
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconChevronsUp,
  IconClock,
  IconEye,
  IconHourglass,
  IconLoader2,
  IconLock,
  IconMinus,
  IconPlayerPause,
  IconPointFilled,
  IconSend,
  IconShield,
  IconX,
} from '@tabler/icons-react';

import type { Tone } from '../../components/tone-badge';
import type { InquiryStatus, Priority, ReportState, Source } from './types';

export interface Presentation {
  label: string;
  tone: Tone;
  icon: typeof IconClock;
}

export const STATUSES: Record<InquiryStatus, Presentation> = {
  pending: { label: 'Pending', tone: 'yellow', icon: IconClock },
  processing: { label: 'Processing', tone: 'blue', icon: IconLoader2 },
  reviewed: { label: 'Reviewed', tone: 'violet', icon: IconEye },
  responded: { label: 'Responded', tone: 'green', icon: IconSend },
  closed: { label: 'Closed', tone: 'gray', icon: IconArchive },
};

export const PRIORITIES: Record<Priority, Presentation> = {
  urgent: { label: 'Urgent', tone: 'red', icon: IconChevronsUp },
  high: { label: 'High', tone: 'yellow', icon: IconChevronUp },
  medium: { label: 'Medium', tone: 'gray', icon: IconMinus },
  low: { label: 'Low', tone: 'gray', icon: IconChevronDown },
};

const REPORT_STATES: Record<ReportState, string> = {
  working: 'Working',
  outline: 'Outline',
  draft: 'Draft',
  reviewed: 'Reviewed',
  approved: 'Approved',
  sent: 'Sent',
};

const MAIL_STATES: Record<string, Presentation> = {
  queued: { label: 'Queued', tone: 'gray', icon: IconClock },
  sent: { label: 'Sent', tone: 'blue', icon: IconSend },
  delivered: { label: 'Delivered', tone: 'green', icon: IconCheck },
  delayed: { label: 'Delayed', tone: 'yellow', icon: IconClock },
  failed: { label: 'Failed', tone: 'red', icon: IconX },
  bounced: { label: 'Bounced', tone: 'red', icon: IconArrowBackUp },
  complained: { label: 'Complained', tone: 'violet', icon: IconShield },
  suppressed: { label: 'Suppressed', tone: 'gray', icon: IconBan },
};

const DEBT_STATES: Record<string, Presentation> = {
  waiting: { label: 'Waiting', tone: 'gray', icon: IconHourglass },
  due: { label: 'Due', tone: 'gray', icon: IconClock },
  leased: { label: 'In progress', tone: 'blue', icon: IconLoader2 },
  parked: { label: 'Parked', tone: 'red', icon: IconPlayerPause },
  capped: { label: 'Capped', tone: 'yellow', icon: IconLock },
};

const MAIL_KINDS: Record<string, string> = {
  customer_confirmation: 'Confirmation to the client',
  consultant_notification: 'Draft to the consultants',
  inquiry_notification: 'Notice without draft',
  report_link: 'Link to the report',
};

export const SOURCES: Record<Source, string> = {
  contact_form: 'Contact form',
  quote_request: 'Quote request',
};

function unknownState(state: string): Presentation {
  return { label: state, tone: 'gray', icon: IconPointFilled };
}

/** Present the state of a mail. */
export function presentMailState(state: string): Presentation {
  return MAIL_STATES[state] ?? unknownState(state);
}

/** Present the state of a debt. */
export function presentDebtState(state: string): Presentation {
  return DEBT_STATES[state] ?? unknownState(state);
}

/** Name a kind of mail. */
export function mailKindLabel(kind: string): string {
  return MAIL_KINDS[kind] ?? kind;
}

/** Name the state of a report; also one that only a newer release knows. */
export function reportStateLabel(state: string): string {
  return (REPORT_STATES as Record<string, string>)[state] ?? state;
}
