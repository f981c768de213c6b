/**
 * Since when a report waits for a person, or when it went to the client.
 */
import { RelativeTime } from '../../../components/relative-time';
import type { ReportListItem } from '../types';

/** Show since when a report waits: since its version was written. */
export function WaitingTime({ report }: { report: ReportListItem }) {
  if (report.status !== 'sent') return <RelativeTime iso={report.created_at} focusable={false} />;
  return (
    <>
      sent <RelativeTime iso={report.updated_at} focusable={false} />
    </>
  );
}
