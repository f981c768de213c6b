/**
 * What changed between two texts, line by line, and within a changed line word by word.
 */
import { diffLines, diffWordsWithSpace } from 'diff';

export interface LinePart {
  text: string;
  isChanged: boolean;
}

export interface ComparedLine {
  kind: 'same' | 'added' | 'removed';
  parts: LinePart[];
}

/** Lines that are shown, or a run of unchanged lines that is folded away at first. */
export interface ComparedSection {
  isFolded: boolean;
  lines: ComparedLine[];
}

const TIMEOUT_MILLISECONDS = 1000;
const CONTEXT_LINES = 3;
const SHORTEST_FOLD = 4;
/** Two lines are one line that was edited when at least this share of them is the same. */
const KINSHIP = 0.5;

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function plain(kind: ComparedLine['kind'], text: string): ComparedLine {
  return { kind, parts: text === '' ? [] : [{ text, isChanged: false }] };
}

function editedPair(removed: string, added: string): [ComparedLine, ComparedLine] {
  const words = diffWordsWithSpace(removed, added, { timeout: TIMEOUT_MILLISECONDS });
  const common = (words ?? []).filter((word) => !word.added && !word.removed);
  const commonLength = common.reduce((length, { value }) => length + value.length, 0);
  if (words === undefined || commonLength < KINSHIP * Math.max(removed.length, added.length)) {
    return [plain('removed', removed), plain('added', added)];
  }
  const side = (kind: 'removed' | 'added') => ({
    kind,
    parts: words
      .filter((word) => word[kind] || (!word.added && !word.removed))
      .map((word) => ({ text: word.value, isChanged: word[kind] })),
  });
  return [side('removed'), side('added')];
}

function compareBlock(removed: string[], added: string[]): ComparedLine[] {
  const pairs = removed.map((line, index) => {
    const successor = added[index];
    return successor === undefined ? null : editedPair(line, successor);
  });
  return [
    ...removed.map((line, index) => pairs[index]?.[0] ?? plain('removed', line)),
    ...added.map((line, index) => pairs[index]?.[1] ?? plain('added', line)),
  ];
}

/** Compare two texts; what takes too long to compare counts as replaced. */
export function compareTexts(before: string, after: string): ComparedLine[] {
  const changes = diffLines(before, after, {
    ignoreNewlineAtEof: true,
    stripTrailingCr: true,
    timeout: TIMEOUT_MILLISECONDS,
  });
  if (changes === undefined) {
    return [
      ...splitLines(before).map((line) => plain('removed', line)),
      ...splitLines(after).map((line) => plain('added', line)),
    ];
  }
  return changes.flatMap((change, index) => {
    const lines = splitLines(change.value);
    const next = changes[index + 1];
    if (change.removed) return compareBlock(lines, next?.added ? splitLines(next.value) : []);
    // Lines that stand in for removed ones came with those.
    if (change.added) return changes[index - 1]?.removed ? [] : compareBlock([], lines);
    return lines.map((line) => plain('same', line));
  });
}

function foldRun(run: ComparedLine[], isFirst: boolean, isLast: boolean): ComparedSection[] {
  const start = isFirst ? 0 : CONTEXT_LINES;
  const end = run.length - (isLast ? 0 : CONTEXT_LINES);
  if (end - start < SHORTEST_FOLD) return [{ isFolded: false, lines: run }];
  return [
    { isFolded: false, lines: run.slice(0, start) },
    { isFolded: true, lines: run.slice(start, end) },
    { isFolded: false, lines: run.slice(end) },
  ].filter(({ lines }) => lines.length > 0);
}

/** Fold long runs of unchanged lines, but for those next to a change. */
export function foldUnchanged(lines: ComparedLine[]): ComparedSection[] {
  const runs: ComparedLine[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run !== undefined && (run[0]?.kind === 'same') === (line.kind === 'same')) run.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run, index) =>
    run[0]?.kind === 'same'
      ? foldRun(run, index === 0, index === runs.length - 1)
      : [{ isFolded: false, lines: run }],
  );
}
