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

it('takes no row for new that moved up from the next page', () => {
  const shown = [makeListItem({ id: 'a' }), makeListItem({ id: 'b' })];
  const fresh = [makeListItem({ id: 'b' }), makeListItem({ id: 'c' })];

  expect(holdRows(shown, fresh).newCount).toBe(0);
});

it('takes all rows for new when none was there', () => {
  expect(holdRows([], [makeListItem()]).newCount).toBe(1);
});
