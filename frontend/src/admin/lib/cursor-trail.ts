/**
 * Pages that are reached by cursor: the address carries the cursor and the filters, the history
 * entry carries the way back.
 */
import { useLocation, useSearchParams } from 'react-router';

const PARAMETER = 'cursor';

/** The cursors of the pages before this one; null is the first page. */
export type Trail = readonly (string | null)[];

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
 * The trail is unknown (null) when the address was opened directly.
 */
export function useCursorTrail() {
  const [parameters] = useSearchParams();
  const cursor = parameters.get(PARAMETER);
  const trail = readTrail(useLocation().state, cursor);
  return {
    cursor,
    trail,
    pageBefore: (): PageTarget => ({
      to: searchFor(parameters, trail?.at(-1) ?? null),
      state: { trail: trail?.slice(0, -1) ?? [] },
    }),
    pageAfter: (nextCursor: string): PageTarget => ({
      to: searchFor(parameters, nextCursor),
      state: trail === null ? null : { trail: [...trail, cursor] },
    }),
  };
}
