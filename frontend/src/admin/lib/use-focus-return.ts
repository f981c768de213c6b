/**
 * The focus goes back to where it was when a dialog closes.
 *
 * Mantine remembers that place only of a dialog that is mounted before it opens, and not when it
 * goes away with the dialog, as the items of a menu do.
 */
import { useEffect, useState } from 'react';

/** Find the dialog on top, outside of which nothing may take the focus. */
function findDialog(): Element | null {
  return [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1) ?? null;
}

/**
 * Find what has the focus, or of an item of a menu what the menu was opened by. Where nothing has
 * it, as when a button waits for an answer, it is the dialog that is open already.
 */
function findOpener(): Element | null {
  const { activeElement, body } = document;
  const target = activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? '';
  const focused = activeElement === body ? findDialog() : activeElement;
  return document.getElementById(target) ?? focused;
}

function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement?.closest('[role="dialog"]') != null;
}

/** Give the focus back, or to the heading of the page, unless it is somewhere else by then. */
export function useFocusReturn(opened: boolean): void {
  const [opener, setOpener] = useState<Element | null>(null);
  const [wasOpened, setWasOpened] = useState(false);
  // By the time of an effect a menu is gone.
  if (opened !== wasOpened) {
    setWasOpened(opened);
    if (opened) setOpener(findOpener());
  }
  useEffect(() => {
    if (!opened) return;
    return () => {
      if (!isFocusFree()) return;
      const place = opener?.isConnected === true ? opener : document.querySelector('h1');
      if (place instanceof HTMLElement) place.focus({ preventScroll: true });
    };
  }, [opened, opener]);
}
