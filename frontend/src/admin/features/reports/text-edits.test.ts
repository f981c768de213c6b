/**
 * What the buttons of the editor do to the text. The selection is written as [ and ].
 */
import { describe, expect, it } from 'vitest';

import {
  insertLink,
  insertTable,
  toggleBold,
  toggleHeading,
  toggleList,
  type TextEdit,
} from './text-edits';

type Edit = typeof toggleBold;

function mark(text: string, start: number, end: number): string {
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
}

function run(edit: Edit, marked: string): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const text = marked.replace('[', '').replace(']', '');
  const { from, to, replacement, selection }: TextEdit = edit(text, { start, end });
  const result = text.slice(0, from) + replacement + text.slice(to);
  return mark(result, selection.start, selection.end);
}

describe.each([
  ['heading', toggleHeading],
  ['list', toggleList],
  ['bold', toggleBold],
])('%s', (_, edit) => {
  it('is taken back by the same button', () => {
    const once = run(edit, 'one\n[two]\nthree');

    expect(run(edit, once)).toBe('one\n[two]\nthree');
  });
});

it.each([
  ['makes the line of the caret a heading', toggleHeading, 'one\ntw[]o\nthree', 'one\n## two[]\nthree'],
  ['lowers another heading', toggleHeading, '# on[]e', '## one[]'],
  ['makes every selected line an item', toggleList, 'o[ne\ntwo\n]three', '[- one\n- two]\nthree'],
  ['makes an empty line an item', toggleList, 'one\n[]', 'one\n- []'],
  ['makes words bold', toggleBold, 'a [b] c', 'a **[b]** c'],
  ['leaves a word to write over', toggleBold, 'a []c', 'a **[bold]**c'],
])('%s', (_, edit, before, after) => {
  expect(run(edit, before)).toBe(after);
});

it('makes words a link and selects its address', () => {
  const { replacement, selection, from } = insertLink('see the site', { start: 4, end: 12 });

  expect(replacement).toBe('[the site](https://)');
  expect(replacement.slice(selection.start - from, selection.end - from)).toBe('https://');
});

it('puts a table behind the line and selects its first word', () => {
  const text = 'one\ntwo';
  const { from, to, replacement, selection } = insertTable(text, { start: 1, end: 1 });
  const result = text.slice(0, from) + replacement + text.slice(to);

  expect(result).toBe('one\n\n| Column | Column |\n| --- | --- |\n| Value | Value |\n\ntwo');
  expect(result.slice(selection.start, selection.end)).toBe('Column');
});
