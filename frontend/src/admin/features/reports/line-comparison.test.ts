/**
 * What changed between two texts.
 */
import { describe, expect, it } from 'vitest';

import { compareTexts, foldUnchanged, type ComparedLine } from './line-comparison';

const SIGNS = { same: ' ', added: '+', removed: '-' };

/** Write compared lines as a patch, changed words in brackets. */
function write(lines: ComparedLine[]): string[] {
  return lines.map(({ kind, parts }) => {
    const text = parts.map((part) => (part.isChanged ? `[${part.text}]` : part.text)).join('');
    return SIGNS[kind] + text;
  });
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `line ${String(index + 1)}`);
}

describe('comparing', () => {
  it.each([
    ['the same text', 'a\nb\n', 'a\nb\n', [' a', ' b']],
    ['a missing last line break', 'a\nb', 'a\nb\n', [' a', ' b']],
    ['line breaks of Windows', 'a\r\nb\r\n', 'a\nb\n', [' a', ' b']],
    ['an added line', 'a\nc\n', 'a\nb\nc\n', [' a', '+b', ' c']],
    ['a removed line', 'a\nb\nc\n', 'a\nc\n', [' a', '-b', ' c']],
    ['an added blank line', 'a\nb\n', 'a\n\nb\n', [' a', '+', ' b']],
    ['a replaced line', 'a\nold\n', 'a\nnew\n', [' a', '-old', '+new']],
    ['everything removed', 'a\nb\n', '', ['-a', '-b']],
    ['everything added', '', 'a\nb\n', ['+a', '+b']],
  ])('finds %s', (_, before, after, expected) => {
    expect(write(compareTexts(before, after))).toEqual(expected);
  });

  it('marks the words that changed within a line', () => {
    const before = 'The lease ends on 31 January and nothing is planned.\n';
    const after = 'The lease ends on 28 February and nothing is planned.\n';

    expect(write(compareTexts(before, after))).toEqual([
      '-The lease ends on [31] [January] and nothing is planned.',
      '+The lease ends on [28] [February] and nothing is planned.',
    ]);
  });
});

describe('folding', () => {
  const start = numbered(20);
  const changed = start.with(9, 'something else entirely');
  const lines = compareTexts(start.join('\n'), changed.join('\n'));

  it('folds what is far from a change', () => {
    const sections = foldUnchanged(lines).map(({ isFolded, lines: run }) => [isFolded, run.length]);

    expect(sections).toEqual([
      [true, 6],
      [false, 3],
      [false, 2],
      [false, 3],
      [true, 7],
    ]);
  });

  it('keeps every line in its place', () => {
    expect(foldUnchanged(lines).flatMap((section) => section.lines)).toEqual(lines);
  });

  it('shows short runs as they are', () => {
    const short = compareTexts('a\nb\nc\n', 'a\nb\nd\n');

    expect(foldUnchanged(short).some(({ isFolded }) => isFolded)).toBe(false);
  });
});
