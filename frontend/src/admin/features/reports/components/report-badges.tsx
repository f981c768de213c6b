/**
 * Status and origin of a report as badges.
 */
import { ToneBadge } from '../../../components/tone-badge';
import { REPORT_ORIGINS, REPORT_STATUSES } from '../presentation';
import type { ReportOrigin, ReportStatus } from '../types';

/** Show the status of a report. */
export function ReportStatusBadge({ status }: { status: ReportStatus }) {
  const { label, tone, icon } = REPORT_STATUSES[status];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {label}
    </ToneBadge>
  );
}

/** Show who wrote a report, a machine or a person, without a fill. */
export function ReportOriginBadge({ origin }: { origin: ReportOrigin }) {
  const { label, tone, icon } = REPORT_ORIGINS[origin];
  return (
    <ToneBadge tone={tone} icon={icon} plain>
      {label}
    </ToneBadge>
  );
}
