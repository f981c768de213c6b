/**
 * The filters above the table: status with its counts, what is often asked for, and the rest.
 */
import { Button, Popover, SegmentedControl, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { formatInteger } from '../../../lib/number-format';
import { inquiryCountsQuery } from '../api/get-inquiry-counts';
import { clearFilters, countFilters } from '../filters';
import { STATUSES } from '../presentation';
import type { InquiryStatus } from '../types';
import classes from './filter-bar.module.css';
import {
  OwnerField,
  PriorityField,
  ReceivedField,
  ServiceField,
  SourceField,
  type FilterProps,
} from './filter-fields';

const ALL = 'all';
const FOLDED = ['service', 'source', 'from', 'to'] as const;

function StatusControl({ filters, onChange }: FilterProps) {
  const counts = useQuery(inquiryCountsQuery()).data?.by_status;
  // The counts are of all inquiries, so they are only true while nothing else is filtered.
  const isCounted = counts !== undefined && countFilters({ ...filters, status: null }) === 0;
  const statuses = Object.keys(STATUSES) as InquiryStatus[];
  return (
    <SegmentedControl<InquiryStatus | typeof ALL>
      aria-label="Status"
      classNames={{ label: classes.label ?? '' }}
      value={filters.status ?? ALL}
      onChange={(chosen) => {
        onChange({ status: chosen === ALL ? null : chosen });
      }}
      data={[
        { value: ALL, label: 'All' },
        ...statuses.map((value) => ({
          value,
          label: (
            <>
              {STATUSES[value].label}
              {isCounted && (
                <span className={classes.count}> {formatInteger(counts[value] ?? 0)}</span>
              )}
            </>
          ),
        })),
      ]}
    />
  );
}

/** Show the filters. */
export function FilterBar({ filters, onChange }: FilterProps) {
  const folded = countFilters(filters, FOLDED);
  const isFiltered = countFilters({ ...filters, status: null, q: null }) > 0;
  return (
    <div className={classes.bar} role="group" aria-label="Filters">
      <StatusControl filters={filters} onChange={onChange} />
      <div className={classes.fields}>
        <PriorityField filters={filters} onChange={onChange} place="bar" />
        <OwnerField filters={filters} onChange={onChange} place="bar" />
        <Popover position="bottom-end" shadow="md" trapFocus>
          <Popover.Target>
            <Button variant="default" leftSection={<IconFilter size={16} stroke={1.75} />}>
              {folded === 0 ? 'More' : `More · ${String(folded)}`}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label="More filters">
            <div className={classes.more}>
              <Stack gap="md">
                <ServiceField filters={filters} onChange={onChange} place="popover" />
                <SourceField filters={filters} onChange={onChange} place="popover" />
              </Stack>
              <ReceivedField filters={filters} onChange={onChange} />
            </div>
          </Popover.Dropdown>
        </Popover>
        {isFiltered && (
          <Button
            variant="subtle"
            onClick={() => {
              onChange(clearFilters('status', 'q'));
            }}
          >
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}

