/**
 * Bars of parts on top of each other, one bar a row. In a chunk of its own, since it is heavy.
 *
 * A row that is not finished is hatched. Arrow keys walk through the bars and show their numbers.
 */
import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useId } from 'react';
import { Rectangle, type BarShapeProps } from 'recharts';

import { formatInteger } from '../lib/number-format';
import type { ChartRow, ChartSeries } from './chart-data';
import classes from './stacked-bars.module.css';

const LINES = 5;
/** With no data the axis still counts in whole numbers. */
const EMPTY_TOP = 4;
const HATCH_PIXELS = 6;

interface StackedBarsProps {
  title: string;
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
  isEmpty: boolean;
  height: number;
}

function isUnfinished({ payload }: BarShapeProps): boolean {
  return (payload as Partial<ChartRow> | undefined)?.isUnfinished === true;
}

/** Show rows as stacked bars. */
export function StackedBars({ title, rows, series, isEmpty, height }: StackedBarsProps) {
  const hatch = useId();
  const data = rows.map(({ values, ...row }) => ({ ...row, ...values }));
  const drawPart = (part: BarShapeProps) => (
    <>
      <Rectangle {...part} />
      {isUnfinished(part) && <Rectangle {...part} fill={`url(#${hatch})`} />}
    </>
  );
  return (
    <BarChart
      className={classes.chart ?? ''}
      h={height}
      type="stacked"
      data={data}
      dataKey="label"
      series={series.map(({ name, label, color }) => ({ name, label, color }))}
      maxBarWidth={40}
      withTooltip={!isEmpty}
      valueFormatter={formatInteger}
      strokeDasharray="4 4"
      tickLine="none"
      xAxisProps={{ interval: 'equidistantPreserveStart', minTickGap: 24 }}
      yAxisProps={{
        allowDecimals: false,
        tickCount: LINES,
        width: 44,
        domain: [0, isEmpty ? EMPTY_TOP : 'auto'],
      }}
      barProps={{ shape: drawPart, stroke: 'var(--cc-surface)', strokeWidth: 1, strokeOpacity: 1 }}
      barChartProps={{ title }}
    >
      <defs>
        <pattern
          id={hatch}
          width={HATCH_PIXELS}
          height={HATCH_PIXELS}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={HATCH_PIXELS / 2} height={HATCH_PIXELS} className={classes.hatch ?? ''} />
        </pattern>
      </defs>
    </BarChart>
  );
}
