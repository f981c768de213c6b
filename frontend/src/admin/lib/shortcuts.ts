/**
 * Keyboard shortcuts: one listener for the page, bindings come and go with the components.
 *
 * A binding is a key ("j") or a sequence ("g i"). Keys do nothing while somebody types, while a
 * dialog or a menu is open, with a modifier, or when the person has switched them off.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';

import { readPreference, writePreference } from './stored-preference';

export type Bindings = Readonly<Record<string, () => void>>;

const PREFERENCE = 'cc-shortcuts';
const SEQUENCE_MILLISECONDS = 1500;
const TYPING =
  'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=""], [contenteditable="true"]';
const ON_TOP = '[role="dialog"], [role="menu"]';

/** A menu that closes on Escape must still be there when it is asked what is open. */
const FIRST = { capture: true };

const active = new Set<() => Bindings>();
const preferenceListeners = new Set<() => void>();
let isEnabled = readPreference(PREFERENCE) !== 'off';
let prefix: { key: string; at: number } | null = null;

function isForPage(event: KeyboardEvent): boolean {
  if (!isEnabled) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.target instanceof Element && event.target.closest(TYPING) !== null) return false;
  return document.querySelector(ON_TOP) === null;
}

function handleKey(event: KeyboardEvent): void {
  if (!isForPage(event)) {
    prefix = null;
    return;
  }
  const isSequence = prefix !== null && event.timeStamp - prefix.at < SEQUENCE_MILLISECONDS;
  const pressed = isSequence && prefix !== null ? `${prefix.key} ${event.key}` : event.key;
  prefix = null;
  for (const bindings of active) {
    const action = bindings()[pressed];
    if (action !== undefined) {
      event.preventDefault();
      action();
      return;
    }
    if (Object.keys(bindings()).some((binding) => binding.startsWith(`${pressed} `))) {
      prefix = { key: pressed, at: event.timeStamp };
    }
  }
}

/** Bind keys for as long as the component is mounted. */
export function useShortcuts(bindings: Bindings): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    const read = () => latest.current;
    if (active.size === 0) window.addEventListener('keydown', handleKey, FIRST);
    active.add(read);
    return () => {
      active.delete(read);
      if (active.size === 0) window.removeEventListener('keydown', handleKey, FIRST);
    };
  }, []);
}

/** Switch all shortcuts on or off, and remember it. */
export function setShortcutsEnabled(enabled: boolean): void {
  isEnabled = enabled;
  writePreference(PREFERENCE, enabled ? null : 'off');
  for (const listener of preferenceListeners) listener();
}

/** Tell whether shortcuts are switched on. */
export function useShortcutsEnabled(): boolean {
  return useSyncExternalStore(
    (listener) => {
      preferenceListeners.add(listener);
      return () => preferenceListeners.delete(listener);
    },
    () => isEnabled,
  );
}
