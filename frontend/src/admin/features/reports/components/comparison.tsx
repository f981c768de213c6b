/**
 * Two texts compared: removed and added lines by sign, word and colour, unchanged ones folded.
 */
import { VisuallyHidden } from '@mantine/core';
import { Fragment, useEffect, useMemo, useRef, useState } from 'react';

import { formatInteger } from '../../../lib/number-format';
import { compareTexts, foldUnchanged, type ComparedLine } from '../line-comparison';
import classes from './comparison.module.css';

const SIGNS = {
  same: null,
  added: { sign: '+', word: 'Added', Text: 'ins' },
  removed: { sign: '−', word: 'Removed', Text: 'del' },
} as const;

interface ComparisonProps {
  before: string;
  after: string;
  /** What is compared: "Changes from version 1 to version 2". */
  caption: string;
}

function countLines(count: number): string {
  return count === 1 ? '1 line' : `${formatInteger(count)} lines`;
}

function summarize(lines: ComparedLine[]): string {
  const added = lines.filter(({ kind }) => kind === 'added').length;
  const removed = lines.filter(({ kind }) => kind === 'removed').length;
  if (added + removed === 0) return 'The texts are the same.';
  return `${countLines(added)} added, ${countLines(removed)} removed.`;
}

function Line({ line, takesFocus }: { line: ComparedLine; takesFocus: boolean }) {
  const mark = SIGNS[line.kind];
  const Text = mark?.Text ?? Fragment;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (takesFocus) row.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <tr ref={row} className={classes.line} data-kind={line.kind} tabIndex={takesFocus ? -1 : undefined}>
      <td className={classes.sign}>
        {mark !== null && (
          <>
            <span aria-hidden>{mark.sign}</span>
            <VisuallyHidden component="span">{mark.word}</VisuallyHidden>
          </>
        )}
      </td>
      <td className={classes.text}>
        {line.parts.length > 0 && (
          <Text>
            {line.parts.map(({ text, isChanged }, index) =>
              isChanged ? <mark key={index}>{text}</mark> : text,
            )}
          </Text>
        )}
      </td>
    </tr>
  );
}

/** Show what changed between two texts. */
export function Comparison({ before, after, caption }: ComparisonProps) {
  const lines = useMemo(() => compareTexts(before, after), [before, after]);
  const sections = useMemo(() => foldUnchanged(lines), [lines]);
  const [opened, setOpened] = useState<readonly number[]>([]);
  return (
    <>
      <p className={classes.summary} role="status">
        {summarize(lines)}
      </p>
      <table className={classes.lines}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>Change</VisuallyHidden>
            </th>
            <th scope="col">
              <VisuallyHidden>Line</VisuallyHidden>
            </th>
          </tr>
        </thead>
        {sections.map((section, number) => (
          <tbody key={number}>
            {section.isFolded && !opened.includes(number) ? (
              <tr className={classes.fold}>
                <td colSpan={2}>
                  <button
                    type="button"
                    onClick={() => {
                      setOpened([...opened, number]);
                    }}
                  >
                    Show {countLines(section.lines.length)}
                  </button>
                </td>
              </tr>
            ) : (
              section.lines.map((line, index) => (
                <Line key={index} line={line} takesFocus={number === opened.at(-1) && index === 0} />
              ))
            )}
          </tbody>
        ))}
      </table>
    </>
  );
}
