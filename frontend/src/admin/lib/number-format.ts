/**
 * How numbers are written.
 */
const integerFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Write a whole number with thousands separators. */
export function formatInteger(value: number): string {
  return integerFormat.format(value);
}

/** Write the place in a sequence: "1st", "2nd", "11th". */
export function formatOrdinal(value: number): string {
  const form = new Intl.PluralRules('en-US', { type: 'ordinal' }).select(value);
  const suffix = { zero: 'th', one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th' }[form];
  return formatInteger(value) + suffix;
}
