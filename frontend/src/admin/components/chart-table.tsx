/**
 * The numbers of a chart as a table that can be sorted by any column.
 */
import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { useState } from 'react';

import { formatInteger } from '../lib/number-format';
import { rowTotal, type ChartRow, type ChartSeries } from './chart-data';
import classes from './chart-table.module.css';

/** Sorts by the rows' keys, or by the sum of a row; other columns go by the name of a series. */
const BY_KEY = '';
const BY_TOTAL = 'total';

interface ChartTableProps {
  title: string;
  rowName: string;
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
}

interface Sorting {
  column: string;
  isDescending: boolean;
}

interface HeadProps {
  column: string;
  label: string;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}

function ColumnHead({ column, label, sorting, onSort }: HeadProps) {
  const isSorted = sorting.column === column;
  const direction = sorting.isDescending ? 'descending' : 'ascending';
  const SortedIcon = sorting.isDescending ? IconArrowDown : IconArrowUp;
  const Icon = isSorted ? SortedIcon : IconSelector;
  return (
    <th scope="col" aria-sort={isSorted ? direction : 'none'}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => {
          onSort({ column, isDescending: isSorted ? !sorting.isDescending : true });
        }}
      >
        {label}
        <Icon size={14} stroke={1.75} aria-hidden />
      </button>
    </th>
  );
}

/** Show the numbers of a chart. */
export function ChartTable({ title, rowName, rows, series }: ChartTableProps) {
  const [sorting, setSorting] = useState<Sorting>({ column: BY_KEY, isDescending: true });
  const valueOf = (row: ChartRow): number =>
    sorting.column === BY_TOTAL ? rowTotal(row, series) : (row.values[sorting.column] ?? 0);
  const sign = sorting.isDescending ? -1 : 1;
  const sorted = [...rows].sort((a, b) => {
    const order = sorting.column === BY_KEY ? 0 : valueOf(a) - valueOf(b);
    return sign * (order === 0 ? a.key.localeCompare(b.key) : order);
  });
  const columns = [
    { column: BY_KEY, label: rowName },
    ...series.map(({ name, label }) => ({ column: name, label })),
    { column: BY_TOTAL, label: 'All' },
  ];
  return (
    <div className={classes.scroll} role="region" aria-label={`${title}, table`} tabIndex={0}>
      <table className={classes.table}>
        <VisuallyHidden component="caption">{title}</VisuallyHidden>
        <thead>
          <tr>
            {columns.map(({ column, label }) => (
              <ColumnHead
                key={column}
                column={column}
                label={label}
                sorting={sorting}
                onSort={setSorting}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.label}
                {row.isUnfinished && <span className={classes.unfinished}> so far</span>}
              </th>
              {series.map(({ name }) => (
                <td key={name}>{formatInteger(row.values[name] ?? 0)}</td>
              ))}
              <td>{formatInteger(rowTotal(row, series))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
