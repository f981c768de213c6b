/**
 * The steps of an inquiry.
 */
import { expect, it } from 'vitest';

import { makeEmail, makeInquiry, makeOwedWork, NOW } from '../../testing/factories';
import { progressSteps } from './progress';

function summarize(inquiry: ReturnType<typeof makeInquiry>): string[] {
  return progressSteps(inquiry, NOW).map((step) =>
    [step.state, step.title, step.detail].filter((part) => part !== null).join(' | '),
  );
}

it('shows a finished preparation and the review to come', () => {
  const inquiry = makeInquiry({
    email_events: [
      makeEmail(),
      makeEmail({ kind: 'consultant_notification', at: '2026-11-22T22:05:12Z' }),
    ],
  });

  expect(summarize(inquiry)).toEqual([
    'done | Received',
    'done | Confirmation sent | after 4 s',
    'done | Draft written | after 1 min · 1,912 tokens',
    'done | Mail to the consultants sent | after 1 min',
    'upcoming | Review | waits for a consultant',
  ]);
});

it('shows owed work where its result will stand', () => {
  const inquiry = makeInquiry({
    reports: [],
    email_events: [],
    owed: [
      makeOwedWork({ debt: 'customer_mail', state: 'leased' }),
      makeOwedWork({ debt: 'report', attempts: 1, next_attempt_at: '2026-11-22T22:10:40Z' }),
      makeOwedWork({ debt: 'consultant_mail', state: 'waiting' }),
    ],
  });

  expect(summarize(inquiry)).toEqual([
    'done | Received',
    'working | Confirmation | Confirmation is being sent.',
    'failed | Draft | Draft: 1st try failed. Next try in 40 s.',
    'upcoming | Mail to the consultants | Mail to the consultants waits for the draft.',
    'upcoming | Review | waits for a consultant',
  ]);
});

it('says what the provider told about a mail, and when', () => {
  const delivered = makeEmail({
    status: 'delivered',
    events: [
      { status: 'queued', at: '2026-11-22T22:04:09Z', reason: null },
      { status: 'sent', at: '2026-11-22T22:04:13Z', reason: null },
      { status: 'delivered', at: '2026-11-22T22:04:20Z', reason: null },
    ],
  });
  const bounced = makeEmail({ kind: 'report_link', status: 'bounced', reason: 'User unknown' });

  const steps = summarize(makeInquiry({ email_events: [delivered, bounced], status: 'responded' }));

  expect(steps).toContain('done | Confirmation delivered | after 11 s');
  expect(steps).toContain('failed | Link to the report bounced | User unknown');
});

it('shows that a mail is being sent again, not the failure before', () => {
  const failed = makeEmail({ status: 'failed', reason: 'The address is refused.' });
  const owed = [makeOwedWork({ debt: 'customer_mail', state: 'leased' })];

  const steps = summarize(makeInquiry({ email_events: [failed], owed }));

  expect(steps[1]).toBe('working | Confirmation | Confirmation is being sent.');
});

it('says why a confirmation was not sent', () => {
  const suppressed = makeEmail({ status: 'suppressed', reason: 'placeholder address' });

  const steps = summarize(makeInquiry({ email_events: [suppressed], status: 'closed' }));

  expect(steps).toContain('skipped | Confirmation suppressed | placeholder address');
  expect(steps.at(-1)).toBe('done | Closed');
});
