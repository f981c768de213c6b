/**
 * Two versions of a report, compared; either can be exchanged for another.
 */
import { Button, NativeSelect } from '@mantine/core';

import type { ReportSummary } from '../types';
import { useAuthorName } from '../use-author-name';
import { ComparedTexts } from './compared-texts';
import classes from './version-comparison.module.css';

interface VersionComparisonProps {
  versions: ReportSummary[];
  from: ReportSummary;
  to: ReportSummary;
  onChoose: (from: number, to: number) => void;
  onClose: () => void;
}

/** Compare two versions. */
export function VersionComparison({
  versions,
  from,
  to,
  onChoose,
  onClose,
}: VersionComparisonProps) {
  const authorName = useAuthorName();
  const choices = versions.map((version) => ({
    value: String(version.number),
    label: `Version ${String(version.number)} · ${authorName(version)}`,
  }));
  return (
    <>
      <div className={classes.choice}>
        <NativeSelect
          label="From"
          value={String(from.number)}
          data={choices}
          onChange={(event) => {
            onChoose(Number(event.currentTarget.value), to.number);
          }}
        />
        <NativeSelect
          label="To"
          value={String(to.number)}
          data={choices}
          onChange={(event) => {
            onChoose(from.number, Number(event.currentTarget.value));
          }}
        />
        <Button variant="default" onClick={onClose}>
          Close comparison
        </Button>
      </div>
      <ComparedTexts
        before={from}
        after={to}
        caption={`Changes from version ${String(from.number)} to version ${String(to.number)}`}
      />
    </>
  );
}
