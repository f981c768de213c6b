/**
 * The brand as a mark with words.
 */
import { brand } from '@/config/site';

/** Show the word mark; the link around it says where it leads. */
export function WordMark() {
  const [first, ...rest] = brand.word_mark;
  return (
    <span className="word-mark">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M11.2 19.5a3.7 3.7 0 0 1-.5-7.4 5.6 5.6 0 0 1 10.7 1 3.3 3.3 0 0 1-.3 6.4z" />
        <path d="M11.5 24h9" />
      </svg>
      <span>
        {first} <b>{rest.join(' ')}</b>
      </span>
    </span>
  );
}
