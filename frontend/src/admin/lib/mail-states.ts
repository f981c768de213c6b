/**
 * The words, colours and icons of what a mail can be, and what to do about one that did not arrive.
 *
 * Kinds of bounces: https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html (2026-11).
 * The API begins a bounce's reason with them: "Permanent bounce, NoEmail: 550 5.1.1 unknown".
 */
import {
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconClock,
  IconSend,
  IconShield,
  IconX,
} from '@tabler/icons-react';

import type { components } from '@/types/api';

import { presentUnknown, type Presentation } from './state-presentation';

export type MailKind = components['schemas']['MailKind'];
export type MailStatus = components['schemas']['MailStatus'];

interface MailFacts {
  kind: string;
  status: string;
  reason: string | null;
}

/** The states of mails, from the first to the last that one can come to. */
export const MAIL_STATES: Record<MailStatus, Presentation> = {
  queued: { label: 'Queued', tone: 'gray', icon: IconClock },
  sent: { label: 'Sent', tone: 'blue', icon: IconSend },
  delivered: { label: 'Delivered', tone: 'green', icon: IconCheck },
  delayed: { label: 'Delayed', tone: 'yellow', icon: IconClock },
  failed: { label: 'Failed', tone: 'red', icon: IconX },
  bounced: { label: 'Bounced', tone: 'red', icon: IconArrowBackUp },
  complained: { label: 'Complained', tone: 'violet', icon: IconShield },
  suppressed: { label: 'Suppressed', tone: 'gray', icon: IconBan },
};

export const MAIL_KINDS: Record<MailKind, string> = {
  customer_confirmation: 'Confirmation to the client',
  consultant_notification: 'Draft to the consultants',
  inquiry_notification: 'Notice without draft',
  report_link: 'Link to the report',
};

const TO_CONSULTANTS: readonly string[] = ['consultant_notification', 'inquiry_notification'];
const SENT_AGAIN: readonly string[] = ['failed', 'bounced', 'suppressed'];

const EXPLANATIONS: Record<MailStatus, (mail: MailFacts) => string | null> = {
  queued: () => 'The mail waits to be handed over.',
  sent: () => 'The mail service took the mail and has not said yet what became of it.',
  delivered: () => null,
  delayed: () =>
    'The other mail server has not taken the mail yet. ' +
    'The mail service keeps trying; there is nothing to do.',
  failed: () =>
    'The mail service refused the mail, so it never left. ' +
    'Send it again once the reason is settled.',
  bounced: explainBounce,
  complained: () =>
    'The mail arrived and was reported as spam. ' +
    'The address gets no more mail; write to it only if the client asks.',
  suppressed: explainSuppression,
};

function askForAddress(kind: string): string {
  return TO_CONSULTANTS.includes(kind)
    ? "Have the consultancy's address corrected."
    : 'Ask the client for another address.';
}

function explainBounce({ kind, reason }: MailFacts): string {
  const text = reason ?? '';
  const ask = askForAddress(kind);
  if (/^Permanent bounce, [^:]*Suppress/.test(text)) {
    return `The mail service holds the address back, since mail to it bounced before. ${ask}`;
  }
  if (text.startsWith('Permanent')) {
    return `The mailbox does not exist. ${ask} Until its suppression is lifted, it gets no mail.`;
  }
  if (text.startsWith('Transient bounce, MailboxFull')) {
    return 'The mailbox is full. Send the mail again later.';
  }
  if (/^Transient bounce, (MessageTooLarge|ContentRejected|AttachmentRejected)/.test(text)) {
    return 'The other mail server refused what is in the mail. Reach the person another way.';
  }
  if (text.startsWith('Transient')) {
    return (
      'The mail came back for now; it may be no more than an out-of-office answer. ' +
      'Send it again later.'
    );
  }
  return (
    'The mail came back and the other mail server did not say why. Send it again. ' +
    `If it comes back once more: ${ask}`
  );
}

function explainSuppression({ kind, reason }: MailFacts): string {
  if (reason === 'Placeholder address') {
    return `The address is one that nobody owns. ${askForAddress(kind)}`;
  }
  if (reason === 'Synthetic inquiry') {
    return 'A test of the platform made this inquiry, so its mail goes to nobody.';
  }
  return (
    'An earlier mail to this address bounced or was reported as spam, so nothing was sent. ' +
    'If the address works again, lift its suppression, then send the mail again.'
  );
}

function isKnownState(state: string): state is MailStatus {
  return Object.hasOwn(MAIL_STATES, state);
}

/** Present the state of a mail. */
export function presentMailState(state: string): Presentation {
  return isKnownState(state) ? MAIL_STATES[state] : presentUnknown(state);
}

/** Name a kind of mail. */
export function mailKindLabel(kind: string): string {
  return Object.hasOwn(MAIL_KINDS, kind) ? MAIL_KINDS[kind as MailKind] : kind;
}

/** Say what a mail's state means and what to do about it; null when all is well or unknown. */
export function explainMail(mail: MailFacts): string | null {
  return isKnownState(mail.status) ? EXPLANATIONS[mail.status](mail) : null;
}

/** Tell whether the API sends a mail of this state again. */
export function maySendAgain(status: string): boolean {
  return SENT_AGAIN.includes(status);
}
