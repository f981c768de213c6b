/**
 * How numbers read.
 */
import { expect, it } from 'vitest';

import { formatInteger, formatOrdinal, formatShare } from './number-format';

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

it.each([
  [1, '100 %'],
  [0.9999, '99.9 %'],
  [532 / 536, '99.3 %'],
  [0.05, '5 %'],
  [1 / 536, '0.19 %'],
  [0.00001, '< 0.01 %'],
  [0, '0 %'],
])('writes the share %d as "%s"', (share, text) => {
  expect(formatShare(share)).toBe(text.replace(' %', '\u00a0%'));
});
