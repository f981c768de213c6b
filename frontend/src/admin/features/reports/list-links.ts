/**
 * Where the rows of the list of reports lead; the page of the list says so.
 */
import type { Trail } from '../../lib/cursor-trail';
import type { ReportListItem } from './types';

/** The page of the list that a row stands on: its query, the pages before it, its inquiries. */
export interface ListPlace {
  search: string;
  trail: Trail | null;
  ids: readonly string[];
}

/** Where a row leads, and what the history entry there says. */
export interface RowTarget {
  path: string;
  state: unknown;
}

export type LinkTo = (report: ReportListItem) => RowTarget;
