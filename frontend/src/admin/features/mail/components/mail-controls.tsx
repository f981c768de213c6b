/**
 * Which mails the whole page is about: kind and range of days.
 */
import { SegmentedControl } from '@mantine/core';

import { MAIL_KINDS } from '../../../lib/mail-states';
import { RANGES, rangeLabel, readRange, writeRange } from '../mail-range';
import type { MailFilters } from '../use-mail-filters';
import { FilterSelect } from './filter-select';
import classes from './mail-controls.module.css';

const KINDS = Object.entries(MAIL_KINDS).map(([value, label]) => ({ value, label }));
const CHOICES = RANGES.map((range) => ({ value: String(range), label: rangeLabel(range) }));

interface MailControlsProps {
  filters: MailFilters;
  onFilter: (changes: { kind?: string | null; range?: string | null }) => void;
}

/** Show the controls. */
export function MailControls({ filters, onFilter }: MailControlsProps) {
  return (
    <>
      <FilterSelect
        label="Kind"
        all="All kinds"
        choices={KINDS}
        value={filters.kind}
        onChange={(kind) => {
          onFilter({ kind });
        }}
      />
      <SegmentedControl
        aria-label="Range of days"
        className={classes.range ?? ''}
        data={CHOICES}
        value={String(filters.range)}
        onChange={(value) => {
          onFilter({ range: writeRange(readRange(value)) });
        }}
      />
    </>
  );
}
