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

/** Write a share as a percentage: "99.2 %", "0.19 %", never broken. Less than all is never written as 100 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.01) return '< 0.01\u00a0%';
  if (percent > 99.9 && percent < 100) return '99.9\u00a0%';
  const digits = percent < 1 ? 2 : 1;
  return `${String(Number(percent.toFixed(digits)))}\u00a0%`;
}
