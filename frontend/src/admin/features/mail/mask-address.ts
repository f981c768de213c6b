/**
 * Addresses as they stand where anybody may look over a shoulder.
 */
const HIDDEN = '•••';

/** Show enough of an address to tell it from others: "m•••@k•••.example". */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at === -1) return HIDDEN;
  const domain = address.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  const top = dot === -1 ? '' : domain.slice(dot);
  return `${address.slice(0, 1)}${HIDDEN}@${domain.slice(0, 1)}${HIDDEN}${top}`;
}
