/**
 * The tokens as custom properties, which the style sheets of both areas use.
 */
import { colors, fonts, motions, radii, shadows, spaces } from '../src/config/tokens';

function pair(light: string, dark: string): string {
  return light === dark ? light : `light-dark(${light}, ${dark})`;
}

function declarations(
  values: Record<string, string>,
  prefix = '',
): string[] {
  return Object.entries(values).map(([name, value]) => `  --cc-${prefix}${name}: ${value};`);
}

function mapValues<T>(values: Record<string, T>, write: (value: T) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, write(value)]));
}

/** Give the text of tokens.css. */
export function tokensCss(): string {
  const inPixels = (pixels: number): string => `${String(pixels)}px`;
  return [
    '/* Generated from tokens.ts by `npm run generate`. */',
    ':root {',
    '  color-scheme: light dark;',
    ...declarations(mapValues(colors, ([light, dark]) => pair(light, dark))),
    ...declarations(
      mapValues(shadows, (layers) =>
        layers.map(([box, light, dark]) => `${box} ${pair(light, dark)}`).join(', '),
      ),
      'shadow-',
    ),
    ...declarations(fonts),
    ...spaces.map((pixels) => `  --cc-space-${String(pixels)}: ${inPixels(pixels)};`),
    ...declarations(mapValues(radii, inPixels), 'radius-'),
    ...declarations(
      mapValues(motions, (milliseconds) => `${String(milliseconds)}ms`),
      'motion-',
    ),
    '}',
    ":root[data-theme='light'] {",
    '  color-scheme: light;',
    '}',
    ":root[data-theme='dark'] {",
    '  color-scheme: dark;',
    '}',
    '',
  ].join('\n');
}
