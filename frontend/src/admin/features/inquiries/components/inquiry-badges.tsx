/**
 * Status, priority and report of an inquiry as badges.
 */
import { ToneBadge } from '../../../components/tone-badge';
import { PRIORITIES, reportStateLabel, STATUSES } from '../presentation';
import type { InquiryStatus, Priority, ReportState } from '../types';

/** Show the status of an inquiry. */
export function StatusBadge({ status }: { status: InquiryStatus }) {
  const { label, tone, icon } = STATUSES[status];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {label}
    </ToneBadge>
  );
}

/** Show the priority of an inquiry, without a fill so that it never competes with the status. */
export function PriorityBadge({ priority }: { priority: Priority }) {
  const { label, tone, icon } = PRIORITIES[priority];
  return (
    <ToneBadge tone={tone} icon={icon} plain>
      {label}
    </ToneBadge>
  );
}

/** Show how far the report of an inquiry is. */
export function ReportLabel({ report }: { report: ReportState }) {
  return <span data-report={report}>{reportStateLabel(report)}</span>;
}
