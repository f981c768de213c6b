/**
 * Moving through the rows of a list with j and k.
 */
import { useRef, type RefObject } from 'react';

import { useShortcuts } from './shortcuts';

const ROW_LINK = '[data-row-link]';
const ROW = 'tr, li';

function moveFocus(list: HTMLElement | null, step: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>(ROW_LINK) ?? [])];
  const current = links.findIndex((link) => link.closest(ROW)?.contains(document.activeElement));
  const next = current === -1 ? 0 : current + step;
  links.at(Math.min(Math.max(next, 0), links.length - 1))?.focus();
}

/** Bind j and k to the links marked `data-row-link` in the element that gets the ref. */
export function useRowFocus<E extends HTMLElement>(): RefObject<E | null> {
  const list = useRef<E>(null);
  useShortcuts({
    j: () => {
      moveFocus(list.current, 1);
    },
    k: () => {
      moveFocus(list.current, -1);
    },
  });
  return list;
}
