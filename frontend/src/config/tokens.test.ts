/**
 * Contrast of the tokens (WCAG 2.2: 1.4.3 and 1.4.11).
 */
import { describe, expect, it } from 'vitest';

import { colors } from './tokens';

type Color = keyof typeof colors;

const schemes = ['light', 'dark'] as const;
const tones = ['gray', 'blue', 'green', 'yellow', 'red', 'violet', 'teal'] as const;
const pages: Color[] = ['surface', 'canvas', 'sunken'];

const textPairs: [Color, Color][] = [
  ...(['text', 'muted', 'subtle', 'link', 'link-hover'] as const).flatMap((text) =>
    pages.map((page): [Color, Color] => [text, page]),
  ),
  ['accent-text', 'surface'],
  ['accent-text', 'canvas'],
  ['on-primary', 'primary'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-ink', 'ink'],
  ['on-ink-muted', 'ink'],
  ...tones.map((tone): [Color, Color] => [`${tone}-fg`, `${tone}-bg`]),
];

const edgePairs: [Color, Color][] = [
  ['border-strong', 'surface'],
  ['border-strong', 'canvas'],
  ['border-strong', 'raised'],
  ['primary', 'surface'],
  ['focus', 'canvas'],
];

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lower = 0, higher = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (higher + 0.05) / (lower + 0.05);
}

describe.each(schemes)('colours in %s', (scheme) => {
  const of = (name: Color): string => colors[name][schemes.indexOf(scheme) as 0 | 1];

  it.each(textPairs)('%s can be read on %s', (text, page) => {
    expect(contrast(of(text), of(page))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(edgePairs)('%s can be told from %s', (edge, page) => {
    expect(contrast(of(edge), of(page))).toBeGreaterThanOrEqual(3);
  });
});
