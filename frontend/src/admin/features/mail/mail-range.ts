/**
 * The ranges of days that the monitor looks at. Days are UTC days, as the API counts them.
 */
export const RANGES = [1, 7, 30, 90] as const;

/** A number of days, today included. */
export type MailRange = (typeof RANGES)[number];

export interface Days {
  /** The first and the last day, both inclusive: "2026-11-22". */
  from: string;
  to: string;
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const DEFAULT_RANGE: MailRange = 7;

/** Read a range from the address of the page. */
export function readRange(text: string | null): MailRange {
  return RANGES.find((range) => String(range) === text) ?? DEFAULT_RANGE;
}

/** Write a range for the address of the page; the usual one needs no words. */
export function writeRange(range: MailRange): string | null {
  return range === DEFAULT_RANGE ? null : String(range);
}

/** Name a range on its control: "7 days". */
export function rangeLabel(range: MailRange): string {
  return range === 1 ? 'Today' : `${String(range)} days`;
}

/** Name a number of days within a sentence: "in 7 days". */
export function rangeWords(days: number): string {
  return days === 1 ? 'today' : `in ${String(days)} days`;
}

/** Give the UTC day of a moment. */
export function utcDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Give the first and the last day of a range that ends today. */
export function daysOfRange(range: MailRange, now: number): Days {
  return { from: utcDay(now - (range - 1) * DAY_MILLISECONDS), to: utcDay(now) };
}

/** Count the days from one to another, both inclusive. */
export function countDays(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MILLISECONDS) + 1;
}

/** Find the shortest range that ends today and has a day in it. */
export function shortestRangeWith(day: string, today: string): MailRange | null {
  return RANGES.find((range) => countDays(day, today) <= range) ?? null;
}
