/**
 * How moments and durations are written: relative while they are near, exact on demand.
 *
 * All times are shown in the viewer's zone; the exact form adds UTC.
 */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RELATIVE_UNTIL = 7 * DAY;

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const secondsFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const utcFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});
const utcDayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
// Only American English knows the short names of zones ("MST"); British writes "GMT-7".
const zoneFormat = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' });

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function zoneName(date: Date): string {
  return zoneFormat.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** Write a day: "12 Nov 2026". */
export function formatDay(iso: string): string {
  return dayFormat.format(new Date(iso));
}

/** Write a UTC day of this year or the last, given as "2026-11-12": "12 Nov". */
export function formatUtcDay(day: string): string {
  return utcDayFormat.format(new Date(`${day}T00:00:00Z`));
}

/** Write the time of day, with the day when it is not today's: "14:20". */
export function formatClock(iso: string, now: number): string {
  const clock = clockFormat.format(new Date(iso));
  const isToday = startOfDay(Date.parse(iso)) === startOfDay(now);
  return isToday ? clock : `${clock} on ${formatDay(iso)}`;
}

/** Write a past moment as a reader thinks of it: "6 min ago", and from a week on as a day. */
export function formatRelative(iso: string, now: number): string {
  const time = Date.parse(iso);
  const age = now - time;
  if (age >= RELATIVE_UNTIL) return formatDay(iso);
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${String(Math.floor(age / MINUTE))} min ago`;
  if (age < DAY) return `${String(Math.floor(age / HOUR))} h ago`;
  const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY);
  return days <= 1 ? 'yesterday' : `${String(days)} days ago`;
}

/** Write a moment exactly, in the viewer's zone and in UTC. */
export function formatExact(iso: string): string {
  const date = new Date(iso);
  const zone = zoneName(date);
  const local = `${dayFormat.format(date)}, ${secondsFormat.format(date)} ${zone}`;
  return zone === 'UTC' ? local : `${local} · ${utcFormat.format(date)} UTC`;
}

/** Write a duration with its two largest units: "380 ms", "40 s", "5 h 20 m". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < SECOND) return `${String(Math.round(milliseconds))} ms`;
  const seconds = Math.round(milliseconds / SECOND);
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.round(milliseconds / MINUTE);
  if (minutes < 60) return `${String(minutes)} min`;
  const rest = minutes % 60;
  const hours = `${String(Math.floor(minutes / 60))} h`;
  return rest === 0 ? hours : `${hours} ${String(rest)} m`;
}
