/**
 * The range of days on which inquiries were received.
 */
import '@mantine/dates/styles.css';

import { DatePickerInput, type DatesRangeValue } from '@mantine/dates';
import { useState } from 'react';

interface ReceivedDaysProps {
  from: string | null;
  to: string | null;
  onChange: (days: { from: string | null; to: string | null }) => void;
}

/** Choose a range of days. */
export function ReceivedDays({ from, to, onChange }: ReceivedDaysProps) {
  // The first day of a range is chosen before the last one, and filters nothing alone.
  const [begun, setBegun] = useState<DatesRangeValue<string> | null>(null);
  return (
    <DatePickerInput
      type="range"
      label="Received"
      placeholder="Any day"
      size="md"
      valueFormat="D MMM YYYY"
      allowSingleDateInRange
      clearable
      clearButtonProps={{ 'aria-label': 'Any day' }}
      popoverProps={{ shadow: 'md' }}
      value={begun ?? [from, to]}
      onChange={(days) => {
        const [first, last] = days;
        const isHalf = first !== null && last === null;
        setBegun(isHalf ? days : null);
        if (!isHalf) onChange({ from: first, to: last });
      }}
    />
  );
}
