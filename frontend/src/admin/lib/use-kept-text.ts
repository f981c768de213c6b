/**
 * Text that somebody types and that survives a reload until it is stored elsewhere.
 *
 * All that show it show the same: a field that is gone by the time its text was stored leaves no
 * stored text in the field that took its place.
 */
import { useSyncExternalStore } from 'react';

type Change = (change: (latest: string) => string) => void;

const listeners = new Set<() => void>();
/** What the browser does not keep, which lasts as long as the page. */
const unkept = new Map<string, string>();

function read(key: string): string {
  try {
    return unkept.get(key) ?? window.sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(key: string, text: string): void {
  try {
    if (text === '') window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, text);
    unkept.delete(key);
  } catch {
    unkept.set(key, text);
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Return the text that is kept under a key and what changes it; an empty one is forgotten. */
export function useKeptText(key: string): [string, Change] {
  const text = useSyncExternalStore(subscribe, () => read(key));
  return [
    text,
    (change) => {
      write(key, change(read(key)));
      listeners.forEach((listener) => {
        listener();
      });
    },
  ];
}
