/**
 * The tokens as Mantine wants them; for the admin area only.
 */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

import { palettes, radii } from './tokens';

const colors = Object.fromEntries(
  Object.entries(palettes).map(([name, shades]) => [name, shades as MantineColorsTuple]),
);

/** Colours, radii and fonts of every Mantine component. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: 7,
  defaultRadius: 'md',
  radius: {
    xs: `${String(radii.xs)}px`,
    sm: `${String(radii.sm)}px`,
    md: `${String(radii.md)}px`,
    lg: `${String(radii.lg)}px`,
    xl: `${String(radii.xl)}px`,
  },
  fontFamily: 'var(--cc-font)',
  fontFamilyMonospace: 'var(--cc-mono)',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors,
});

// The tokens choose between light and dark themselves, so both schemes get the same references.
const roles = {
  '--mantine-color-body': 'var(--cc-surface)',
  '--mantine-color-text': 'var(--cc-text)',
  '--mantine-color-dimmed': 'var(--cc-muted)',
  '--mantine-color-placeholder': 'var(--cc-subtle)',
  '--mantine-color-error': 'var(--cc-red-fg)',
  '--mantine-color-anchor': 'var(--cc-link)',
  '--mantine-color-default-border': 'var(--cc-border)',
};

/** Point Mantine's own variables at the tokens. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: roles,
  dark: roles,
});
