/**
 * The filters of the list of reports. They live in the address, so that a view can be shared.
 */
import { useSearchParams } from 'react-router';

import { services } from '@/config/site';

import { useSearchChange } from '../../lib/search-parameters';
import { REPORT_STATUSES } from './presentation';
import type { ReportStatus } from './types';

/** Which reports; days are the viewer's, as "2026-11-24", and inclusive. */
export interface ReportFilters {
  status: ReportStatus | null;
  service: string | null;
  from: string | null;
  to: string | null;
}

// A year that is being typed begins with zeros.
const DAY = /^[1-9]\d{3}-\d{2}-\d{2}$/;

function isStatus(text: string): text is ReportStatus {
  return Object.hasOwn(REPORT_STATUSES, text);
}

/** Read a day, or null when it is none. */
export function readDay(text: string | null): string | null {
  return text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

/** Read the filters of an address; what it can't mean is left out. */
export function readReportFilters(parameters: URLSearchParams): ReportFilters {
  const status = parameters.get('status') ?? '';
  const service = parameters.get('service');
  return {
    status: isStatus(status) ? status : null,
    service: services.some(({ id }) => id === service) ? service : null,
    from: readDay(parameters.get('from')),
    to: readDay(parameters.get('to')),
  };
}

/** Write the query of a request for a page of reports; the ends of days become moments. */
export function writeReportQuery(filters: ReportFilters, cursor: string | null): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.status !== null) query.set('status', filters.status);
  if (filters.service !== null) query.set('service', filters.service);
  if (filters.from !== null) query.set('from', new Date(`${filters.from}T00:00:00`).toISOString());
  if (filters.to !== null) query.set('to', new Date(`${filters.to}T23:59:59.999`).toISOString());
  if (cursor !== null) query.set('cursor', cursor);
  return query;
}

/** Return the filters of this page and the way to change them; a change starts at page one. */
export function useReportFilters() {
  const [parameters] = useSearchParams();
  const changeSearch = useSearchChange();
  const filters = readReportFilters(parameters);
  const set = (changes: Partial<ReportFilters>) => {
    changeSearch(
      (latest) => {
        const next = { ...readReportFilters(latest), ...changes };
        return new URLSearchParams(
          Object.entries(next).filter((entry): entry is [string, string] => entry[1] !== null),
        );
      },
      { replace: true },
    );
  };
  return {
    filters,
    isFiltered: Object.values(filters).some((value) => value !== null),
    set,
    clear: () => {
      changeSearch(() => new URLSearchParams(), { replace: true });
    },
  };
}
