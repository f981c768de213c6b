/**
 * The colour scheme that a person chose; without a choice the system's.
 *
 * The same key is read by the small script in the page's head, so that the first paint already
 * has the right colours. `data-theme` forces the scheme of the tokens.
 */
import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

import { readPreference, writePreference } from '../lib/stored-preference';

const KEY = 'cc-theme';

function isChosen(value: string | null): value is 'light' | 'dark' {
  return value === 'light' || value === 'dark';
}

function apply(scheme: MantineColorScheme): void {
  if (scheme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = scheme;
}

export const colorSchemeManager: MantineColorSchemeManager = {
  get: (defaultValue) => {
    const stored = readPreference(KEY);
    return isChosen(stored) ? stored : defaultValue;
  },
  set: (scheme) => {
    writePreference(KEY, scheme === 'auto' ? null : scheme);
    apply(scheme);
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => {
    writePreference(KEY, null);
    apply('auto');
  },
};
