/**
 * The word mark of the brand.
 */
import { brand } from '@/config/site';

import classes from './word-mark.module.css';

/** Show the word mark. */
export function WordMark() {
  const [first, second] = brand.word_mark;
  return (
    <span className={classes.mark}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="7" className={classes.tile} />
        <path
          d="M10.5 20.5h11a4 4 0 0 0 .6-7.95 6 6 0 0 0-11.5-1.3A4.7 4.7 0 0 0 10.5 20.5Z"
          className={classes.cloud}
        />
        <path d="M11.5 24h9" className={classes.line} />
      </svg>
      <span className={classes.name}>
        {first} {second}
      </span>
    </span>
  );
}
