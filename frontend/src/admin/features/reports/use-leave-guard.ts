/**
 * Nobody leaves unsaved text by accident: another page asks once, and so does closing the window.
 */
import { useEffect } from 'react';
import { useBlocker, type Location } from 'react-router';

const WORK_PAGES = '/admin/';

interface LeaveGuard {
  isUnsaved: boolean;
  /** Whether the question can be asked; nobody is held back without it. */
  canAsk: boolean;
  /** Tell whether a page is this editor again, at the address of a version that it saved. */
  isHere: (location: Location) => boolean;
}

/** Return the blocked way out, if there is one, to go on or to stay. */
export function useLeaveGuard({ isUnsaved, canAsk, isHere }: LeaveGuard) {
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [isUnsaved]);

  // Whoever is signed out goes at once: the draft is kept for when they are back.
  return useBlocker(
    ({ nextLocation }) =>
      isUnsaved &&
      canAsk &&
      nextLocation.pathname.startsWith(WORK_PAGES) &&
      !isHere(nextLocation),
  );
}
