/**
 * What a chart and the table of the same numbers are made from.
 */

export interface ChartSeries {
  name: string;
  label: string;
  /** One of CHART_COLORS. */
  color: string;
}

export interface ChartRow {
  /** Names the row in a file, sorts it: "2026-11-22". */
  key: string;
  /** Names the row on the axis: "22 Nov". */
  label: string;
  /** By the names of the series. */
  values: Record<string, number>;
  /** Whether its numbers will still grow, as those of today. */
  isUnfinished: boolean;
}

/** Add up the parts of a row. */
export function rowTotal(row: ChartRow, series: readonly ChartSeries[]): number {
  return series.reduce((total, { name }) => total + (row.values[name] ?? 0), 0);
}
