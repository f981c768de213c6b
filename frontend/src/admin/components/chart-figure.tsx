/**
 * A chart with all that it must come with: the answer in words, a legend, the same numbers as a
 * table that can be sorted and saved.
 *
 * The chart itself is loaded after everything around it.
 */
import { Button, Skeleton } from '@mantine/core';
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import { Suspense, lazy, useId, useState, type ReactNode } from 'react';

import { saveCsv, toCsv } from '../lib/csv';
import { rowTotal, type ChartRow, type ChartSeries } from './chart-data';
import classes from './chart-figure.module.css';
import { ChartTable } from './chart-table';

const HEIGHT = 240;

function ChartMissing() {
  return (
    <p className={classes.missing}>
      The chart could not be loaded. The table has the same numbers.
    </p>
  );
}

const StackedBars = lazy(() =>
  import('./stacked-bars').then(
    (chunk) => ({ default: chunk.StackedBars }),
    () => ({ default: ChartMissing }),
  ),
);

interface ChartFigureProps {
  title: string;
  /** The answer in words. */
  caption: string;
  /** What a row is: "Day". */
  rowName: string;
  /** Name of the file without its ending. */
  fileName: string;
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
  /** What stands in the axes when there are no numbers. */
  empty: ReactNode;
}

function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className={classes.legend}>
      {series.map(({ name, label, color }) => (
        <li key={name}>
          <span className={classes.swatch} style={{ background: color }} aria-hidden />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** Show numbers as a chart, or as a table. */
export function ChartFigure(props: ChartFigureProps) {
  const { title, caption, rowName, fileName, rows, series, empty } = props;
  const [isTable, setIsTable] = useState(false);
  const heading = useId();
  const isEmpty = rows.every((row) => rowTotal(row, series) === 0);
  const shown = series.filter(({ name }) => rows.some((row) => (row.values[name] ?? 0) > 0));
  const save = () => {
    const head = [rowName, ...series.map(({ label }) => label)];
    const body = rows.map(({ key, values }) => [
      key,
      ...series.map(({ name }) => values[name] ?? 0),
    ]);
    saveCsv(`${fileName}.csv`, toCsv([head, ...body]));
  };
  return (
    <figure className={classes.figure} aria-labelledby={heading}>
      <div className={classes.head}>
        <h2 id={heading} className={classes.title}>
          {title}
        </h2>
        {!isTable && <Legend series={shown} />}
        <div className={classes.actions}>
          {isTable && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconDownload size={16} stroke={1.75} />}
              onClick={save}
            >
              Download CSV
            </Button>
          )}
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={
              isTable ? (
                <IconChartBar size={16} stroke={1.75} />
              ) : (
                <IconTable size={16} stroke={1.75} />
              )
            }
            onClick={() => {
              setIsTable(!isTable);
            }}
          >
            {isTable ? 'Show as chart' : 'Show as table'}
          </Button>
        </div>
      </div>
      {isTable ? (
        <ChartTable title={title} rowName={rowName} rows={rows} series={series} />
      ) : (
        <div className={classes.chart} style={{ minHeight: HEIGHT }}>
          <Suspense fallback={<Skeleton height={HEIGHT} />}>
            <StackedBars
              title={title}
              rows={rows}
              series={series}
              isEmpty={isEmpty}
              height={HEIGHT}
            />
          </Suspense>
          {isEmpty && <div className={classes.empty}>{empty}</div>}
        </div>
      )}
      <figcaption className={classes.caption}>{caption}</figcaption>
    </figure>
  );
}
