/**
 * Which inquiries the list shows: what its address says, and what the API is asked for that.
 *
 * Days are those of the viewer; the API is asked for their first and last moment.
 */
import { services } from '@/config/site';

import { PRIORITIES, SOURCES, STATUSES } from './presentation';
import type { InquiryStatus, Priority, ServiceType, Source } from './types';

/** The assignee that stands for nobody. */
export const NOBODY = '-';

export interface InquiryFilters {
  status: InquiryStatus | null;
  priority: Priority | null;
  /** A user name, or NOBODY. */
  assignee: string | null;
  service: ServiceType | null;
  source: Source | null;
  /** The first day, "2026-11-24". */
  from: string | null;
  /** The last day. */
  to: string | null;
  /** What is searched for. */
  q: string | null;
}

type FilterName = keyof InquiryFilters;

const DAY = /^\d{4}-\d\d-\d\d$/;
const SERVICES: Record<string, unknown> = Object.fromEntries(
  services.map(({ id, name }) => [id, name]),
);

export const NO_FILTERS: InquiryFilters = {
  status: null,
  priority: null,
  assignee: null,
  service: null,
  source: null,
  from: null,
  to: null,
  q: null,
};

const NAMES = Object.keys(NO_FILTERS) as FilterName[];

function knownIn<Name extends string>(names: Record<Name, unknown>, value: string | null) {
  return value !== null && Object.hasOwn(names, value) ? (value as Name) : null;
}

function dayIn(value: string | null): string | null {
  return value !== null && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}

function textIn(value: string | null): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
}

/** Read the filters from the address of the list; what nobody knows filters nothing. */
export function readFilters(parameters: URLSearchParams): InquiryFilters {
  return {
    status: knownIn(STATUSES, parameters.get('status')),
    priority: knownIn(PRIORITIES, parameters.get('priority')),
    assignee: textIn(parameters.get('assignee')),
    service: knownIn(SERVICES as Record<ServiceType, unknown>, parameters.get('service')),
    source: knownIn(SOURCES, parameters.get('source')),
    from: dayIn(parameters.get('from')),
    to: dayIn(parameters.get('to')),
    q: textIn(parameters.get('q')),
  };
}

/** Write filters as the query of an address, in one order, without what filters nothing. */
export function writeFilters(filters: InquiryFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of NAMES) {
    const value = filters[name];
    if (value !== null) parameters.set(name, value);
  }
  return parameters;
}

/** Make the change that takes all filters away but those that are named. */
export function clearFilters(...kept: FilterName[]): Partial<InquiryFilters> {
  return Object.fromEntries(NAMES.filter((name) => !kept.includes(name)).map((name) => [name, null]));
}

/** Count the filters that are set, of all or of those that are named; a range of days is one. */
export function countFilters(filters: InquiryFilters, names: readonly FilterName[] = NAMES): number {
  const isRange = filters.from !== null && filters.to !== null;
  return names.filter((name) => filters[name] !== null && !(isRange && name === 'to')).length;
}

type SetFilters = { [Name in FilterName]?: NonNullable<InquiryFilters[Name]> };

/** Give the filters as the API is asked: its names are the same, its times are moments. */
export function filtersForApi(filters: InquiryFilters): SetFilters {
  const { from, to } = filters;
  const moments = {
    from: from === null ? null : new Date(`${from}T00:00:00`).toISOString(),
    to: to === null ? null : new Date(`${to}T23:59:59.999`).toISOString(),
  };
  const set = Object.entries({ ...filters, ...moments }).filter(([, value]) => value !== null);
  return Object.fromEntries(set);
}
