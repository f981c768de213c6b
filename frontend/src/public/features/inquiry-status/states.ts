/**
 * What the status page can say, each kept ready as a template of the page.
 */
import type { InquiryStatus } from '@/types/api';

/** Why there is no status to show. */
export type Absence = 'unknown' | 'expired' | 'unavailable';

/** What became of the confirmation mail, as the page tells it. */
export type MailWords = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'suppressed';

export type Headline = InquiryStatus | Absence;

const mailWords: Record<string, MailWords> = {
  queued: 'queued',
  sent: 'sent',
  delayed: 'sent',
  delivered: 'delivered',
  // Only who has a mail can complain about it.
  complained: 'delivered',
  bounced: 'undelivered',
  failed: 'undelivered',
  suppressed: 'suppressed',
};

/** Give the id of a headline's template. */
export function headlineId(headline: Headline): string {
  return `headline-${headline}`;
}

/** Give the id of the template that tells what became of the mail. */
export function mailId(words: MailWords): string {
  return `mail-${words}`;
}

/** Choose the words for a state of the confirmation; one that is not known yet is on its way. */
export function chooseMailWords(state: string): MailWords {
  return mailWords[state] ?? 'queued';
}

/** Tell whether the status can still change by itself. */
export function isFinal(status: InquiryStatus): boolean {
  return status === 'responded' || status === 'closed';
}
