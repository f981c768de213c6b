/**
 * The present moment as state, for texts that grow old ("6 min ago", "next try in 40 s").
 */
import { useEffect, useState } from 'react';

/** Return the present moment and render again whenever the interval has passed. */
export function useNow(intervalMilliseconds: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => {
      setNow(Date.now());
    }, intervalMilliseconds);
    return () => {
      window.clearInterval(timer);
    };
  }, [intervalMilliseconds]);
  return now;
}
