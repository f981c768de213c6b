/**
 * Pages that are reached by cursor: the address carries the cursor and the filters, the history
 * entry carries the way back.
 */
import { useLocation, useSearchParams } from 'react-router';

const PARAMETER = 'cursor';

/** A page before the one that is shown: its cursor, null for the first, and how many rows it had. */
interface TrailPage {
  cursor: string | null;
  rows: number;
}

/** The pages before the one that is shown. */
export type Trail = readonly TrailPage[];

/** Where a link to another page leads. */
export interface PageTarget {
  to: { search: string };
  state: { trail: Trail } | null;
}

function readTrail(state: unknown, cursor: string | null): Trail | null {
  if (cursor === null) return [];
  const trail = (state as { trail?: Trail } | null)?.trail;
  return Array.isArray(trail) ? (trail as Trail) : null;
}

function searchFor(parameters: URLSearchParams, cursor: string | null): { search: string } {
  const search = new URLSearchParams(parameters);
  if (cursor === null) search.delete(PARAMETER);
  else search.set(PARAMETER, cursor);
  return { search: search.toString() };
}

/**
 * Return where this page stands and how to reach the pages beside it.
 *
 * The trail is unknown (null) when the address was opened directly, and with it the number of the
 * first row, which counts from 1 over all pages.
 */
export function useCursorTrail() {
  const [parameters] = useSearchParams();
  const location = useLocation();
  const cursor = parameters.get(PARAMETER);
  const trail = readTrail(location.state, cursor);
  return {
    cursor,
    trail,
    firstRow: trail === null ? null : trail.reduce((sum, page) => sum + page.rows, 1),
    pageBefore: (): PageTarget => ({
      to: searchFor(parameters, trail?.at(-1)?.cursor ?? null),
      state: { trail: trail?.slice(0, -1) ?? [] },
    }),
    pageAfter: (nextCursor: string, rows: number): PageTarget => ({
      to: searchFor(parameters, nextCursor),
      state: trail === null ? null : { trail: [...trail, { cursor, rows }] },
    }),
  };
}

export type CursorTrail = ReturnType<typeof useCursorTrail>;
