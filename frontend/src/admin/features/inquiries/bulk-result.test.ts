/**
 * The words for what became of a change of several inquiries.
 */
import { expect, it } from 'vitest';

import { describeBulkResult } from './bulk-result';

const changed = { id: 'a', version: 2, code: null, message: null };
const conflict = { id: 'b', version: null, code: 'VersionConflict', message: 'Robin changed it.' };
const refused = { id: 'c', version: null, code: 'TransitionNotAllowed', message: 'Not yet.' };

it.each([
  [[changed, changed], '2 changed.'],
  [[changed, conflict], '1 changed, 1 was changed by someone else.'],
  [[conflict, conflict], '0 changed, 2 were changed by someone else.'],
  [[changed, refused, refused], '1 changed, 2 were not changed. Not yet.'],
])('describes %o', (results, words) => {
  expect(describeBulkResult(results)).toBe(words);
});
