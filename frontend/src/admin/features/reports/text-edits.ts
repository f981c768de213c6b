/**
 * What the buttons of the editor do to Markdown: each takes the text with its selection and gives
 * the piece to exchange and the selection afterwards.
 */

export interface Selection {
  start: number;
  end: number;
}

export interface TextEdit {
  /** The piece that is exchanged. */
  from: number;
  to: number;
  replacement: string;
  selection: Selection;
}

type Edit = (text: string, selection: Selection) => TextEdit;

const HEADING = /^#{1,6} /;
const BULLET = /^[-*+] /;
const TABLE = '| Column | Column |\n| --- | --- |\n| Value | Value |';
const EXAMPLE_URL = 'https://';

/** Give the whole lines that a selection touches. */
function linesAround(text: string, { start, end }: Selection): { from: number; to: number } {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', Math.max(start, end > start ? end - 1 : end));
  return { from, to: next === -1 ? text.length : next };
}

function changeLines(
  text: string,
  selection: Selection,
  change: (lines: string[]) => string[],
): TextEdit {
  const { from, to } = linesAround(text, selection);
  const replacement = change(text.slice(from, to).split('\n')).join('\n');
  const isCaret = selection.start === selection.end;
  const end = from + replacement.length;
  return { from, to, replacement, selection: isCaret ? { start: end, end } : { start: from, end } };
}

function wrap(text: string, { start, end }: Selection, mark: string, fallback: string): TextEdit {
  const size = mark.length;
  const isInside = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  if (isInside) {
    const selection = { start: start - size, end: end - size };
    const replacement = text.slice(start, end);
    return { from: start - size, to: end + size, replacement, selection };
  }
  const inner = text.slice(start, end) || fallback;
  return {
    from: start,
    to: end,
    replacement: mark + inner + mark,
    selection: { start: start + size, end: start + size + inner.length },
  };
}

/** Make the lines headings of the second level, or plain lines again. */
export const toggleHeading: Edit = (text, selection) =>
  changeLines(text, selection, (lines) => {
    const isHeading = lines.every((line) => line.startsWith('## '));
    return lines.map((line) => (isHeading ? '' : '## ') + line.replace(HEADING, ''));
  });

/** Make the lines items of a list, or plain lines again. */
export const toggleList: Edit = (text, selection) =>
  changeLines(text, selection, (lines) => {
    const isList = lines.every((line) => BULLET.test(line));
    return lines.map((line) => (isList ? line.replace(BULLET, '') : `- ${line}`));
  });

/** Make the selected words bold, or plain again. */
export const toggleBold: Edit = (text, selection) => wrap(text, selection, '**', 'bold');

/** Make the selected words a link, with its address selected. */
export const insertLink: Edit = (text, { start, end }) => {
  const words = text.slice(start, end) || 'link';
  const url = start + words.length + '[]('.length;
  return {
    from: start,
    to: end,
    replacement: `[${words}](${EXAMPLE_URL})`,
    selection: { start: url, end: url + EXAMPLE_URL.length },
  };
};

/** Put an empty table behind the line, with its first word selected. */
export const insertTable: Edit = (text, selection) => {
  const { to } = linesAround(text, selection);
  const gap = text.slice(0, to).trim() === '' ? '' : '\n\n';
  const start = to + gap.length + '| '.length;
  return {
    from: to,
    to,
    replacement: `${gap}${TABLE}\n`,
    selection: { start, end: start + 'Column'.length },
  };
};
