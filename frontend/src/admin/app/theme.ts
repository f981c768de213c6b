/**
 * The tokens' theme with what only the admin area needs.
 */
import { mergeThemeOverrides, type CSSVariablesResolver } from '@mantine/core';

import * as tokens from '@/config/theme';

export const theme = mergeThemeOverrides(tokens.theme, {
  components: {
    Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: true } } },
  },
});

const roles = {
  '--mantine-color-default-color': 'var(--cc-text)',
  '--mantine-color-default': 'var(--cc-raised)',
  '--mantine-color-bright': 'var(--cc-text)',
};

/** Point the variables of controls at the tokens too. */
export const cssVariablesResolver: CSSVariablesResolver = (mantineTheme) => {
  const { variables, light, dark } = tokens.cssVariablesResolver(mantineTheme);
  return { variables, light: { ...light, ...roles }, dark: { ...dark, ...roles } };
};
