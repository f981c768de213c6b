/**
 * The answer of the monitor in words: did the mail arrive?
 *
 * The sentence counts all mails of the range. Rates are shares of the mails that the mail service
 * took, as the API gives them, and say nothing where these are too few.
 */
import { formatInteger, formatShare } from '../../lib/number-format';
import type { MailKind } from '../../lib/mail-states';
import { formatUtcDay } from '../../lib/time-format';
import { rangeWords } from './mail-range';
import type { MailMetrics, MailRates } from './types';

const FEWEST_SAMPLES = 5;

const NOUNS: Record<MailKind, readonly [one: string, many: string]> = {
  customer_confirmation: ['confirmation', 'confirmations'],
  consultant_notification: ['mail with a draft', 'mails with a draft'],
  inquiry_notification: ['notice without draft', 'notices without draft'],
  report_link: ['link to a report', 'links to reports'],
};

function mailNoun(count: number, kind: MailKind | null): string {
  const [one, many] = kind === null ? ['mail', 'mails'] : NOUNS[kind];
  return count === 1 ? one : many;
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}

/** Count all mails: those that were handed over, and those that never were. */
export function countMails(rates: MailRates): number {
  return rates.handed_over + rates.failed + rates.suppressed;
}

/** Write what became of the mails of some days, in a sentence or two. */
export function describeMails(rates: MailRates, days: number, kind: MailKind | null): string {
  const total = countMails(rates);
  if (total === 0) return `No ${mailNoun(1, kind)} ${rangeWords(days)}.`;
  const others = [
    [rates.bounced, 'bounced'],
    [rates.failed, 'failed'],
    [rates.suppressed, rates.suppressed === 1 ? 'was suppressed' : 'were suppressed'],
    [rates.under_way, rates.under_way === 1 ? 'is under way' : 'are under way'],
  ] as const;
  const parts = others.flatMap(([count, word]) =>
    count > 0 ? [`${formatInteger(count)} ${word}`] : [],
  );
  const isAll = rates.delivered === total && total > 1;
  const share = isAll ? 'All' : `${formatInteger(rates.delivered)} of`;
  const mails = `${share} ${formatInteger(total)} ${mailNoun(total, kind)} ${rangeWords(days)}`;
  const rest = parts.length > 0 ? `; ${parts.join(', ')}` : '';
  const complaints =
    rates.complained > 0
      ? ` ${formatInteger(rates.complained)} ${was(rates.complained)} reported as spam.`
      : '';
  return `${mails} ${was(rates.delivered)} delivered${rest}.${complaints}`;
}

/** Tell whether a rate of so many mails says anything. */
export function isEnough(samples: number): boolean {
  return samples >= FEWEST_SAMPLES;
}

/** Write a rate, or why there is none. */
export function rateText(rate: number | null, samples: number): string {
  if (rate === null || samples === 0) return '–';
  return isEnough(samples) ? formatShare(rate) : 'too few to say';
}

/** Tell whether a rate is as high as it must never be. */
export function hasReached(rate: number | null, samples: number, limit: number): boolean {
  return rate !== null && isEnough(samples) && rate >= limit;
}

/** Write what the chart of days shows. */
export function describeDays({ by_day, total }: MailMetrics, today: string): string {
  const sentences: string[] = [];
  const counted = by_day.map((rates) => ({ rates, count: countMails(rates) }));
  if (counted.length > 1 && countMails(total) > 0) {
    const most = counted.reduce((a, b) => (b.count > a.count ? b : a));
    const count = `${formatInteger(most.count)} ${mailNoun(most.count, null)}`;
    sentences.push(`Most on ${formatUtcDay(most.rates.day)}: ${count}.`);
    const bad = by_day.filter((day) => day.bounced + day.failed + day.suppressed > 0);
    const last = bad.at(-1);
    sentences.push(
      last === undefined
        ? 'No mail bounced, failed or was suppressed.'
        : `Mails did not arrive on ${lastOf(bad.length, formatUtcDay(last.day))}.`,
    );
  }
  if (by_day.at(-1)?.day === today) sentences.push('Today is not over.');
  return [...sentences, 'Days are UTC days.'].join(' ');
}

function lastOf(count: number, day: string): string {
  return count === 1 ? day : `${formatInteger(count)} days, the last on ${day}`;
}
