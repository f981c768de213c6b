/**
 * Text that somebody types and that survives a reload until it is stored elsewhere.
 */
import { useState } from 'react';

function read(key: string): string {
  try {
    return window.sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(key: string, text: string): void {
  try {
    if (text === '') window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, text);
  } catch {
    // Without storage the text lasts as long as the page.
  }
}

/** Return the text that is kept under a key and what changes it; an empty one is forgotten. */
export function useKeptText(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => read(key));
  return [
    text,
    (next) => {
      write(key, next);
      setText(next);
    },
  ];
}
