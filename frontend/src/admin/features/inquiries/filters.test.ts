/**
 * The filters of the list between its address and the API.
 */
import { expect, it, vi } from 'vitest';

import { countFilters, filtersForApi, NO_FILTERS, readFilters, writeFilters } from './filters';

vi.hoisted(() => {
  process.env.TZ = 'America/Denver';
});

it('reads back what it wrote', () => {
  const filters = {
    ...NO_FILTERS,
    status: 'pending' as const,
    assignee: 'anna',
    from: '2026-11-01',
    q: 'müller & sons',
  };

  const address = writeFilters(filters).toString();

  expect(address).toBe('status=pending&assignee=anna&from=2026-11-01&q=m%C3%BCller+%26+sons');
  expect(readFilters(new URLSearchParams(address))).toEqual(filters);
});

it('leaves out what nobody knows', () => {
  const address =
    'status=lost&priority=toString&service=hasOwnProperty&source=fax&from=2026-13-01&to=x&q=%20';

  expect(readFilters(new URLSearchParams(address))).toEqual(NO_FILTERS);
});

it("asks for the viewer's days as moments", () => {
  const days = { ...NO_FILTERS, from: '2026-11-01', to: '2026-11-02', status: 'closed' as const };

  expect(filtersForApi(days)).toEqual({
    status: 'closed',
    // Summer time ended in Denver in the night to the 1st of November 2026.
    from: '2026-11-01T06:00:00.000Z',
    to: '2026-11-03T06:59:59.999Z',
  });
});

it('counts what is set', () => {
  const filters = { ...NO_FILTERS, status: 'pending' as const, source: 'contact_form' as const };

  expect(countFilters(filters)).toBe(2);
  expect(countFilters(filters, ['source', 'service'])).toBe(1);
  expect(countFilters({ ...NO_FILTERS, from: '2026-11-01', to: '2026-11-02' })).toBe(1);
  expect(countFilters({ ...NO_FILTERS, to: '2026-11-02' })).toBe(1);
});
