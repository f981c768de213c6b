/**
 * The sentences about what happened.
 */
import { expect, it } from 'vitest';

import { makeActivity } from '../../testing/factories';
import { describeActivity, isByPeople } from './activity-words';

const people = {
  client: 'Maria Keller',
  nameOf: (username: string) => ({ anna: 'Anna', robin: 'Robin' })[username] ?? username,
};

it.each([
  [{ kind: 'submitted', actor: null }, 'Maria Keller sent the inquiry'],
  [
    { kind: 'status_changed', old: 'pending', new: 'processing' },
    'Anna changed status from Pending to Processing',
  ],
  [
    { kind: 'priority_changed', old: 'medium', new: 'urgent' },
    'Anna changed priority from Medium to Urgent',
  ],
  [{ kind: 'assignee_changed', new: 'anna' }, 'Anna took the inquiry'],
  [
    { kind: 'assignee_changed', old: 'anna', new: 'robin' },
    'Anna set the owner to Robin (before: Anna)',
  ],
  [
    { kind: 'assignee_changed', old: 'robin', new: null },
    'Anna set the owner to nobody (before: Robin)',
  ],
  [{ kind: 'note_added', text: 'Call her.' }, 'Anna wrote a note'],
  [
    { kind: 'outline_made', actor: null },
    'An outline was made by rules, because AI was not available',
  ],
  [{ kind: 'report_requested' }, 'Anna asked for a new draft'],
  [
    { kind: 'report_written', actor: null, subject: 'inquiry-1.1', new: 'ai' },
    'AI wrote version 1 of the report',
  ],
  [
    { kind: 'report_written', subject: 'inquiry-1.2', new: 'person' },
    'Anna wrote version 2 of the report',
  ],
  [
    { kind: 'report_status_changed', subject: 'inquiry-1.2', old: 'draft', new: 'approved' },
    'Anna changed version 2 from Draft to Approved',
  ],
  [
    { kind: 'report_link_requested', subject: 'inquiry-1.2' },
    'Anna had a link to version 2 sent to the client',
  ],
  [
    { kind: 'report_link_revoked', subject: 'inquiry-1.2' },
    'Anna revoked a link to version 2',
  ],
  [
    { kind: 'mail_requested', subject: 'customer_confirmation' },
    'Anna had “Confirmation to the client” sent again',
  ],
  [{ kind: 'suppression_lifted' }, 'Anna let a blocked address get mail again'],
  [{ kind: 'work_retried', subject: 'document:2' }, 'Anna had “PDF of version 2” tried again'],
  [
    { kind: 'mail', actor: null, subject: 'report_link', new: 'delivered' },
    'Link to the report: delivered',
  ],
  [{ kind: 'status_changed', old: 'pending', new: 'frozen' }, 'Anna changed status from Pending to frozen'],
  [{ kind: 'newer_deed' }, 'Anna: newer_deed'],
])('describes %o', (changes, sentence) => {
  expect(describeActivity(makeActivity(changes), people)).toBe(sentence);
});

it('tells people from the platform', () => {
  expect(isByPeople(makeActivity({ kind: 'note_added' }))).toBe(true);
  expect(isByPeople(makeActivity({ kind: 'submitted', actor: null }))).toBe(true);
  expect(isByPeople(makeActivity({ kind: 'mail', actor: null }))).toBe(false);
});
