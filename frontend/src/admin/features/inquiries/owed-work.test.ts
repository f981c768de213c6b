/**
 * The sentences about owed work.
 */
import { expect, it } from 'vitest';

import { makeOwedWork, NOW } from '../../testing/factories';
import { canBeRetried, describeOwedWork } from './owed-work';

const IN_40_SECONDS = '2026-11-22T22:10:40Z';

it.each([
  [makeOwedWork({ state: 'leased' }), 'Draft is being written.'],
  [makeOwedWork({ state: 'due' }), 'Draft is queued.'],
  [makeOwedWork({ debt: 'customer_mail', state: 'leased' }), 'Confirmation is being sent.'],
  [
    makeOwedWork({ debt: 'consultant_mail', state: 'waiting' }),
    'Mail to the consultants waits for the draft.',
  ],
  [
    makeOwedWork({ attempts: 2, reason: 'AI timed out', next_attempt_at: IN_40_SECONDS }),
    'Draft: 2nd try failed (AI timed out). Next try in 40 s.',
  ],
  [
    makeOwedWork({ attempts: 1, failures: 1, reason: null, next_attempt_at: '2026-11-22T22:09:00Z' }),
    'Draft: 2nd try failed. Next try is due.',
  ],
  [
    makeOwedWork({ attempts: 1, reason: 'AI timed out', state: 'leased' }),
    'Draft: 1st try failed (AI timed out). Trying again now.',
  ],
  [
    makeOwedWork({ failures: 5, reason: 'KeyError', state: 'parked' }),
    'Draft: 5th try failed (KeyError). It is not tried again by itself.',
  ],
  [makeOwedWork({ debt: 'document:3', state: 'leased' }), 'PDF of version 3 is being made.'],
  [
    makeOwedWork({ debt: 'report_link:3', state: 'waiting' }),
    'Link to version 3 waits for the PDF.',
  ],
  [makeOwedWork({ debt: 'newer_work' }), 'newer_work is queued.'],
  [
    makeOwedWork({ state: 'capped', next_attempt_at: IN_40_SECONDS }),
    'Draft: The spending cap is reached. Next try in 40 s.',
  ],
])('describes %o', (work, sentence) => {
  expect(describeOwedWork(work, NOW)).toBe(sentence);
});

it.each([
  [makeOwedWork({ state: 'parked' }), true],
  [makeOwedWork({ state: 'due', next_attempt_at: IN_40_SECONDS }), true],
  [makeOwedWork({ state: 'capped', next_attempt_at: IN_40_SECONDS }), true],
  [makeOwedWork({ state: 'due', next_attempt_at: '2026-11-22T22:10:00Z' }), false],
  [makeOwedWork({ state: 'leased' }), false],
  [makeOwedWork({ state: 'waiting', next_attempt_at: IN_40_SECONDS }), false],
])('knows whether trying %o now makes a difference', (work, isUseful) => {
  expect(canBeRetried(work, NOW)).toBe(isUseful);
});
