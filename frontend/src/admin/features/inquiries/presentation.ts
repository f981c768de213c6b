/**
 * The words, colours and icons of what an inquiry can be.
 */
import {
  IconArchive,
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
  IconSend,
} from '@tabler/icons-react';

import { presentUnknown, type Presentation } from '../../lib/state-presentation';
import type { InquiryStatus, Priority, ReportState, Source } from './types';

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

const DEBT_STATES: Record<string, Presentation> = {
  waiting: { label: 'Waiting', tone: 'gray', icon: IconHourglass },
  due: { label: 'Due', tone: 'gray', icon: IconClock },
  leased: { label: 'In progress', tone: 'blue', icon: IconLoader2 },
  parked: { label: 'Parked', tone: 'red', icon: IconPlayerPause },
  capped: { label: 'Capped', tone: 'yellow', icon: IconLock },
};

export const SOURCES: Record<Source, string> = {
  contact_form: 'Contact form',
  quote_request: 'Quote request',
};

/** Present the state of a debt. */
export function presentDebtState(state: string): Presentation {
  return DEBT_STATES[state] ?? presentUnknown(state);
}

/** Name the state of a report; also one that only a newer release knows. */
export function reportStateLabel(state: string): string {
  return (REPORT_STATES as Record<string, string>)[state] ?? state;
}
