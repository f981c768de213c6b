/**
 * How tables become CSV.
 */
import { expect, it } from 'vitest';

import { toCsv } from './csv';

it('writes a row a line and quotes what would end a field', () => {
  expect(toCsv([['Day', 'Sent, not "heard" of'], ['22 Nov', 7]])).toBe(
    'Day,"Sent, not ""heard"" of"\r\n22 Nov,7\r\n',
  );
});
