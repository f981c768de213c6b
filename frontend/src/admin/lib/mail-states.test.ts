/**
 * What staff reads about a mail that did not arrive.
 */
import { expect, it } from 'vitest';

import { explainMail, mailKindLabel, presentMailState } from './mail-states';

const CLIENT = 'customer_confirmation';
const CONSULTANCY = 'consultant_notification';
const NO_MAILBOX = 'Permanent bounce, General: smtp; 550 5.1.1 user unknown';

it.each([
  [CLIENT, 'bounced', NO_MAILBOX, /^The mailbox does not exist\. Ask the client for another/],
  [CONSULTANCY, 'bounced', NO_MAILBOX, /^The mailbox does not exist\. Have the consultancy's/],
  [CLIENT, 'bounced', 'Permanent bounce, OnAccountSuppressionList', /holds the address back/],
  [CLIENT, 'bounced', 'Permanent bounce, General: 550 Suppressed', /mailbox does not exist/],
  [CLIENT, 'bounced', 'Transient bounce, General: 450', /out-of-office answer/],
  [CLIENT, 'bounced', 'Transient bounce, MailboxFull: 452', /^The mailbox is full/],
  [CLIENT, 'bounced', 'Transient bounce, MessageTooLarge', /refused what is in the mail/],
  [CLIENT, 'bounced', 'Undetermined bounce, Undetermined', /did not say why/],
  [CLIENT, 'complained', 'Complaint, abuse', /reported as spam/],
  [CLIENT, 'suppressed', 'This address gets no mail since 2026-11-02 (bounced)', /lift its/],
  [CLIENT, 'suppressed', 'Placeholder address', /nobody owns/],
  [CLIENT, 'failed', 'Rejected, Bad content', /mail service refused the mail/],
  [CLIENT, 'delayed', 'Delivery delayed, MailboxFull', /keeps trying/],
])('explains a mail (%s) that is %s: %s', (kind, status, reason, words) => {
  expect(explainMail({ kind, status, reason })).toMatch(words);
});

it('has nothing to add about a mail that arrived, nor about a state it does not know', () => {
  expect(explainMail({ kind: CLIENT, status: 'delivered', reason: null })).toBeNull();
  expect(explainMail({ kind: CLIENT, status: 'toString', reason: null })).toBeNull();
});

it('shows what only a newer release knows by its own name', () => {
  expect(presentMailState('quarantined')).toMatchObject({ label: 'quarantined', tone: 'gray' });
  expect(mailKindLabel('newsletter')).toBe('newsletter');
});
