/**
 * A placeholder that fast answers never show.
 */
import { useEffect, useState, type ReactNode } from 'react';

const DELAY_MILLISECONDS = 150;

/** Show the children once the wait is long enough to be noticed. */
export function Delayed({ children }: { children: ReactNode }) {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setIsShown(true);
    }, DELAY_MILLISECONDS);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
  return isShown ? children : null;
}
