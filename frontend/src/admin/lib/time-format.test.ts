/**
 * How moments and durations read.
 */
import { describe, expect, it, vi } from 'vitest';

import {
  formatClock,
  formatDay,
  formatDuration,
  formatExact,
  formatRelative,
  formatUtcDay,
} from './time-format';

vi.hoisted(() => {
  process.env.TZ = 'America/Denver';
});

const NOW = Date.parse('2026-11-22T22:10:00Z');

describe('formatRelative', () => {
  it.each([
    ['2026-11-22T22:09:30Z', 'just now'],
    ['2026-11-22T22:10:20Z', 'just now'],
    ['2026-11-22T22:04:09Z', '5 min ago'],
    ['2026-11-22T20:00:00Z', '2 h ago'],
    ['2026-11-21T20:00:00Z', 'yesterday'],
    ['2026-11-19T20:00:00Z', '3 days ago'],
    ['2026-11-12T20:00:00Z', '12 Nov 2026'],
  ])('writes %s as "%s"', (iso, text) => {
    expect(formatRelative(iso, NOW)).toBe(text);
  });
});

describe('formatExact', () => {
  it("names the viewer's zone and adds UTC", () => {
    expect(formatExact('2026-11-22T22:04:09Z')).toBe(
      '22 Nov 2026, 15:04:09 MST · 22:04:09 UTC',
    );
  });
});

describe('formatClock', () => {
  it('writes the time of today alone', () => {
    expect(formatClock('2026-11-22T21:20:00Z', NOW)).toBe('14:20');
  });

  it('adds another day', () => {
    expect(formatClock('2026-11-23T21:20:00Z', NOW)).toBe('14:20 on 23 Nov 2026');
  });
});

describe('formatDay', () => {
  it("takes the viewer's day", () => {
    expect(formatDay('2026-11-23T03:00:00Z')).toBe('22 Nov 2026');
  });
});

describe('formatDuration', () => {
  it.each([
    [380, '380 ms'],
    [40_000, '40 s'],
    [59_600, '1 min'],
    [12 * 60_000, '12 min'],
    [3_600_000, '1 h'],
    [19_200_000, '5 h 20 m'],
  ])('writes %d ms as "%s"', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

it("writes a UTC day as that day, wherever the viewer is", () => {
  expect(formatUtcDay('2026-11-22')).toBe('22 Nov');
});
