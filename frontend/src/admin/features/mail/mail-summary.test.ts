/**
 * The monitor's answer in words.
 */
import { describe, expect, it } from 'vitest';

import { makeMailMetrics, makeRates } from '../../testing/mail-factories';
import { describeDays, describeMails, hasReached, rateText } from './mail-summary';

describe('describeMails', () => {
  it.each([
    [
      { delivered: 532, bounced: 3, failed: 1 },
      '532 of 536 mails in 7 days were delivered; 3 bounced, 1 failed.',
    ],
    [{ delivered: 12 }, 'All 12 mails in 7 days were delivered.'],
    [{ delivered: 1 }, '1 of 1 mail in 7 days was delivered.'],
    [
      { delivered: 1, under_way: 2, suppressed: 1 },
      '1 of 4 mails in 7 days was delivered; 1 was suppressed, 2 are under way.',
    ],
    [
      { delivered: 2400, complained: 2 },
      'All 2,400 mails in 7 days were delivered. 2 were reported as spam.',
    ],
    [{}, 'No mail in 7 days.'],
  ])('puts %o as "%s"', (counts, sentence) => {
    expect(describeMails(makeRates(counts), 7, null)).toBe(sentence);
  });

  it('names the kind and today', () => {
    const rates = makeRates({ delivered: 4, bounced: 1 });

    expect(describeMails(rates, 1, 'customer_confirmation')).toBe(
      '4 of 5 confirmations today were delivered; 1 bounced.',
    );
    expect(describeMails(makeRates(), 1, 'report_link')).toBe('No link to a report today.');
  });
});

describe('rateText', () => {
  it.each([
    [null, 0, '–'],
    [0.75, 4, 'too few to say'],
    [0.8, 5, '80\u00a0%'],
  ])('writes a rate of %d among %d mails as "%s"', (rate, samples, text) => {
    expect(rateText(rate, samples)).toBe(text);
  });
});

describe('describeDays', () => {
  it('names the busiest day and the last one on which mail did not arrive', () => {
    const metrics = makeMailMetrics({ delivered: 4, bounced: 1 });

    expect(describeDays(metrics, '2026-11-22')).toBe(
      'Most on 22 Nov: 5 mails. Mails did not arrive on 22 Nov. ' +
        'Today is not over. Days are UTC days.',
    );
  });

  it('says no more than it knows about an empty range of the past', () => {
    expect(describeDays(makeMailMetrics({}), '2026-11-24')).toBe('Days are UTC days.');
  });
});

it('warns at a limit, unless the mails are too few to say', () => {
  expect(hasReached(0.05, 20, 0.05)).toBe(true);
  expect(hasReached(0.049, 20, 0.05)).toBe(false);
  expect(hasReached(0.5, 4, 0.05)).toBe(false);
  expect(hasReached(null, 0, 0.05)).toBe(false);
});
