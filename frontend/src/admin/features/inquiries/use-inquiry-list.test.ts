/**
 * Rows that stay where they are.
 */
import { expect, it } from 'vitest';

import { makeListItem } from '../../testing/factories';
import { holdRows } from './use-inquiry-list';

it('brings shown rows up to date without moving them', () => {
  const shown = [makeListItem({ id: 'a', report: 'working' }), makeListItem({ id: 'b' })];
  const fresh = [makeListItem({ id: 'c' }), makeListItem({ id: 'a', report: 'draft' })];

  const { rows, newCount } = holdRows(shown, fresh);

  expect(rows.map(({ id, report }) => `${id} ${report}`)).toEqual(['a draft', 'b draft']);
  expect(newCount).toBe(1);
});
