/**
 * How numbers read.
 */
import { expect, it } from 'vitest';

import { formatInteger, formatOrdinal } from './number-format';

it('separates thousands', () => {
  expect(formatInteger(1912)).toBe('1,912');
});

it.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [22, '22nd'],
])('writes place %d as "%s"', (place, text) => {
  expect(formatOrdinal(place)).toBe(text);
});
