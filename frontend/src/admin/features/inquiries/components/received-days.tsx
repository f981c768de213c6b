/**
 * The range of days on which inquiries were received, as a calendar.
 */
import '@mantine/dates/styles.css';

import { Button } from '@mantine/core';
import { DatePicker, type DatesRangeValue } from '@mantine/dates';
import { useId, useState } from 'react';

import { formatDay } from '../../../lib/time-format';
import classes from './received-days.module.css';

interface ReceivedDaysProps {
  from: string | null;
  to: string | null;
  onChange: (days: { from: string | null; to: string | null }) => void;
}

function localDay(day: string): string {
  return formatDay(`${day}T00:00:00`);
}

function rangeText([from, to]: DatesRangeValue<string>): string {
  if (from !== null && to !== null) {
    return from === to ? localDay(from) : `${localDay(from)} – ${localDay(to)}`;
  }
  if (from !== null) return `from ${localDay(from)}`;
  return to === null ? 'any day' : `until ${localDay(to)}`;
}

/** Choose a range of days; a day that is pressed twice is a range of its own. */
export function ReceivedDays({ from, to, onChange }: ReceivedDaysProps) {
  const labelId = useId();
  // The first day of a range is chosen before the last one, and filters nothing alone.
  const [begun, setBegun] = useState<DatesRangeValue<string> | null>(null);
  const shown: DatesRangeValue<string> = begun ?? [from, to];
  const isAny = shown.every((day) => day === null);
  return (
    <div role="group" aria-labelledby={labelId}>
      <div className={classes.head}>
        <div>
          <div id={labelId} className={classes.label}>
            Received
          </div>
          <div role="status" className={classes.range}>
            {rangeText(shown)}
          </div>
        </div>
        {!isAny && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              setBegun(null);
              onChange({ from: null, to: null });
            }}
          >
            Any day
          </Button>
        )}
      </div>
      <DatePicker
        type="range"
        allowSingleDateInRange
        hideOutsideDates
        weekendDays={[]}
        ariaLabels={{ previousMonth: 'Previous month', nextMonth: 'Next month' }}
        {...(from === null ? {} : { defaultDate: from })}
        value={shown}
        onChange={(days) => {
          const [first, last] = days;
          const isHalf = first !== null && last === null;
          setBegun(isHalf ? days : null);
          if (!isHalf) onChange({ from: first, to: last });
        }}
      />
    </div>
  );
}
