/**
 * A filter of the monitor: one of a few words, or all of them.
 */
import { NativeSelect } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';

import classes from './filter-select.module.css';

interface FilterSelectProps {
  label: string;
  /** Names the choice of everything: "All kinds". */
  all: string;
  choices: readonly { value: string; label: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
}

/** Show a filter with its label beside it. */
export function FilterSelect({ label, all, choices, value, onChange }: FilterSelectProps) {
  return (
    <NativeSelect
      label={label}
      classNames={{
        root: classes.filter ?? '',
        label: classes.label ?? '',
        input: classes.input ?? '',
      }}
      data={[{ value: '', label: all }, ...choices]}
      rightSection={<IconSelector size={16} stroke={1.75} aria-hidden />}
      value={value ?? ''}
      onChange={(event) => {
        onChange(event.currentTarget.value || null);
      }}
    />
  );
}
