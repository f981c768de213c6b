/**
 * How much of an address the list shows.
 */
import { expect, it } from 'vitest';

import { maskAddress } from './mask-address';

it.each([
  ['maria@keller-logistics.example', 'm•••@k•••.example'],
  ['"a@b"@mail.example.org', '"•••@m•••.org'],
  ['root@localhost', 'r•••@l•••'],
  ['no address', '•••'],
])('shows %s as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});
