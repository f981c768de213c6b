/**
 * Small preferences that the browser keeps, and that still work where storage is forbidden.
 */

/** Read a preference, or null when there is none. */
export function readPreference(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keep a preference, or forget it when the value is null. */
export function writePreference(key: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, value);
  } catch {
    // Without storage the preference lasts as long as the page.
  }
}
