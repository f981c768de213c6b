/**
 * The ranges of days.
 */
import { expect, it } from 'vitest';

import { countDays, daysOfRange, readRange, shortestRangeWith, writeRange } from './mail-range';

const LATE_IN_DENVER = Date.parse('2026-11-23T03:00:00Z');

it('ends today, by the UTC day', () => {
  expect(daysOfRange(1, LATE_IN_DENVER)).toEqual({ from: '2026-11-23', to: '2026-11-23' });
  expect(daysOfRange(7, LATE_IN_DENVER)).toEqual({ from: '2026-11-17', to: '2026-11-23' });
  expect(countDays('2026-11-17', '2026-11-23')).toBe(7);
});

it('reads what it wrote, and takes 7 days for anything else', () => {
  expect(readRange(writeRange(30))).toBe(30);
  expect(writeRange(7)).toBeNull();
  expect(readRange('8')).toBe(7);
});

it.each([
  ['2026-11-23', 1],
  ['2026-11-17', 7],
  ['2026-11-16', 30],
  ['2026-08-26', 90],
  ['2026-08-01', null],
])('finds the shortest range with %s', (day, range) => {
  expect(shortestRangeWith(day, '2026-11-23')).toBe(range);
});
