/**
 * The list that somebody came from, kept in the history entry of the inquiry that they opened.
 *
 * So the way back leads to the same filters and page, and its rows are the inquiries before and
 * after. An inquiry that was opened by its address alone has no origin.
 */
import type { Trail } from '../../lib/cursor-trail';
import { INQUIRIES_PATH } from './paths';

export interface ListOrigin {
  /** The list, where it is not the list of inquiries. */
  list?: { path: string; name: string };
  search: string;
  /** Unknown when the page was opened by its address. */
  trail: Trail | null;
  ids: readonly string[];
}

interface Address {
  pathname: string;
  search: string;
}

/** Read the origin from the state of a history entry. */
export function readOrigin(state: unknown): ListOrigin | null {
  return (state as { origin?: ListOrigin } | null)?.origin ?? null;
}

/** Make the address of the list that somebody came from. */
export function originAddress(origin: ListOrigin | null): Address {
  return { pathname: origin?.list?.path ?? INQUIRIES_PATH, search: origin?.search ?? '' };
}

/** Name the list that somebody came from. */
export function originName(origin: ListOrigin | null): string {
  return origin?.list?.name ?? 'Inquiries';
}

/** Make the state of the history entry that leads back into the list. */
export function originState(origin: ListOrigin | null): unknown {
  return origin === null ? null : { trail: origin.trail };
}
