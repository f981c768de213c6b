/**
 * The mails of each day by what became of them.
 */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { CHART_COLORS } from '@/config/chart-colors';

import type { ChartRow, ChartSeries } from '../../../components/chart-data';
import { ChartFigure } from '../../../components/chart-figure';
import { formatUtcDay } from '../../../lib/time-format';
import { mailMetricsQuery, type MeasuredMails } from '../api/get-mail-metrics';
import { RANGES, daysOfRange, rangeLabel, shortestRangeWith, writeRange } from '../mail-range';
import { countMails, describeDays } from '../mail-summary';
import type { MailMetrics } from '../types';

const WIDEST = RANGES[RANGES.length - 1] ?? 1;

/** The parts of a day add up to all its mails: a mail that was complained of is no longer among
 * the delivered ones. */
const SERIES: readonly ChartSeries[] = [
  { name: 'delivered', label: 'Delivered', color: CHART_COLORS[3] },
  { name: 'under_way', label: 'Under way', color: CHART_COLORS[1] },
  { name: 'bounced', label: 'Bounced', color: CHART_COLORS[2] },
  { name: 'complained', label: 'Complained', color: CHART_COLORS[4] },
  { name: 'failed', label: 'Failed', color: CHART_COLORS[5] },
  { name: 'suppressed', label: 'Suppressed', color: CHART_COLORS[6] },
];

function dayRows(days: MailMetrics['by_day'], today: string): ChartRow[] {
  return days.map((rates) => ({
    key: rates.day,
    label: formatUtcDay(rates.day),
    values: {
      delivered: rates.delivered - rates.complained,
      under_way: rates.under_way,
      bounced: rates.bounced,
      complained: rates.complained,
      failed: rates.failed,
      suppressed: rates.suppressed,
    },
    isUnfinished: rates.day === today,
  }));
}

interface MailChartProps {
  measured: MeasuredMails;
  /** The present UTC day. */
  today: string;
  onRange: (range: string | null) => void;
}

/** Say that there is nothing, and where there is something: the shortest range that has mail. */
function NoMail({ measured: { kind, metrics }, today, onRange }: MailChartProps) {
  const days = daysOfRange(WIDEST, Date.parse(today));
  const isWidest = metrics.first_day <= days.from;
  const wide = useQuery({ ...mailMetricsQuery(days, kind), enabled: !isWidest }).data;
  const lastDay = wide?.metrics.by_day.findLast((rates) => countMails(rates) > 0)?.day;
  const range = lastDay === undefined ? null : shortestRangeWith(lastDay, today);
  return (
    <>
      No mail in this range.
      {range !== null && (
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            onRange(writeRange(range));
          }}
        >
          Show {rangeLabel(range)}
        </Button>
      )}
    </>
  );
}

/** Show the mails of each day. */
export function MailChart(props: MailChartProps) {
  const { metrics } = props.measured;
  return (
    <ChartFigure
      title="Mails per day by state"
      caption={describeDays(metrics, props.today)}
      rowName="Day"
      fileName={`mails-${metrics.first_day}-${metrics.last_day}`}
      rows={dayRows(metrics.by_day, props.today)}
      series={SERIES}
      empty={<NoMail {...props} />}
    />
  );
}
