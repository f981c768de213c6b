/**
 * The filters above the list of reports: status with counts, service, dates.
 */
import { Button, NativeSelect, Popover, SegmentedControl, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

import { services } from '@/config/site';

import { formatInteger } from '../../../lib/number-format';
import { reportCountsQuery } from '../api/get-report-counts';
import { REPORT_STATUSES } from '../presentation';
import { readDay, useReportFilters } from '../report-filters';
import type { ReportStatus } from '../types';
import classes from './report-filter-bar.module.css';

const ALL = 'all';
const STATUSES = Object.keys(REPORT_STATUSES) as ReportStatus[];
const SEGMENTS_FIT = '(min-width: 48em)';

function StatusFilter() {
  const { filters, set } = useReportFilters();
  const hasSegments = useMediaQuery(SEGMENTS_FIT, true, { getInitialValueInEffect: false });
  const counts = useQuery(reportCountsQuery()).data;
  const choices = [ALL, ...STATUSES].map((value) => ({
    value,
    name: value === ALL ? 'All' : REPORT_STATUSES[value as ReportStatus].label,
    count: counts === undefined ? null : formatInteger(counts[value as ReportStatus]),
  }));
  const value = filters.status ?? ALL;
  const choose = (next: string) => {
    set({ status: next === ALL ? null : (next as ReportStatus) });
  };
  if (!hasSegments) {
    return (
      <NativeSelect
        aria-label="Status"
        value={value}
        data={choices.map(({ value: status, name, count }) => ({
          value: status,
          label: count === null ? name : `${name} (${count})`,
        }))}
        onChange={(event) => {
          choose(event.currentTarget.value);
        }}
      />
    );
  }
  return (
    <SegmentedControl
      aria-label="Status"
      value={value}
      data={choices.map(({ value: status, name, count }) => ({
        value: status,
        label: (
          <>
            {name}
            {count !== null && <span className={classes.count}>{count}</span>}
          </>
        ),
      }))}
      onChange={choose}
    />
  );
}

/** The days, which hold what is being typed: the address follows too late for that. */
function DayFields() {
  const { filters, set } = useReportFilters();
  const { key } = useLocation();
  const navigationType = useNavigationType();
  const days = { from: filters.from ?? '', to: filters.to ?? '' };
  const [texts, setTexts] = useState(days);
  const [shownKey, setShownKey] = useState(key);
  if (key !== shownKey) {
    setShownKey(key);
    // The filters replace the address; any other change of it, as by going back, is not theirs.
    if (navigationType !== NavigationType.Replace) setTexts(days);
  }
  const type = (name: 'from' | 'to', text: string) => {
    setTexts({ ...texts, [name]: text });
    if (text === '' || readDay(text) !== null) set({ [name]: text || null });
  };
  return (
    <>
      <TextInput
        type="date"
        label="Written from"
        value={texts.from}
        max={filters.to ?? undefined}
        onChange={(event) => {
          type('from', event.currentTarget.value);
        }}
      />
      <TextInput
        type="date"
        label="Written until"
        value={texts.to}
        min={filters.from ?? undefined}
        onChange={(event) => {
          type('to', event.currentTarget.value);
        }}
      />
      {(texts.from !== '' || texts.to !== '') && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setTexts({ from: '', to: '' });
            set({ from: null, to: null });
          }}
        >
          Any date
        </Button>
      )}
    </>
  );
}

function DayFilter() {
  const { filters } = useReportFilters();
  const isSet = filters.from !== null || filters.to !== null;
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={isSet ? 'light' : 'default'}
          leftSection={<IconFilter size={16} stroke={1.75} />}
        >
          Dates
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dates}>
        <DayFields />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Show the filters of the list of reports. */
export function ReportFilterBar() {
  const { filters, set } = useReportFilters();
  return (
    <div className={classes.bar} role="group" aria-label="Filters">
      <StatusFilter />
      <div className={classes.others}>
        <NativeSelect
          aria-label="Service"
          value={filters.service ?? ''}
          data={[
            { value: '', label: 'All services' },
            ...services.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => {
            set({ service: event.currentTarget.value || null });
          }}
        />
        <DayFilter />
      </div>
    </div>
  );
}
