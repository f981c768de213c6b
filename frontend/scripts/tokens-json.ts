/**
 * The tokens as plain values, for the templates of mail and reports, which know no custom
 * properties.
 */
import { colors, fonts, palettes, spaces } from '../src/config/tokens';

/** Give the text of tokens.json. */
export function tokensJson(): string {
  const scheme = (index: 0 | 1): Record<string, string> =>
    Object.fromEntries(Object.entries(colors).map(([name, pair]) => [name, pair[index]]));
  const tokens = {
    light: scheme(0),
    dark: scheme(1),
    palette: palettes,
    font: fonts,
    space: spaces,
  };
  return `${JSON.stringify(tokens, null, 2)}\n`;
}
