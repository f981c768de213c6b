/**
 * Status, priority and report of an inquiry as badges.
 */
import { PersonMark } from '../../../components/person-mark';
import { ToneBadge } from '../../../components/tone-badge';
import { usePersonName } from '../../../lib/consultants';
import { PRIORITIES, reportStateLabel, STATUSES } from '../presentation';
import type { InquiryStatus, Priority, ReportState } from '../types';
import classes from './inquiry-badges.module.css';

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

/** Show how far the report of an inquiry is; from the second version on with its number. */
export function ReportLabel({ report, number }: { report: ReportState; number: number }) {
  const label = reportStateLabel(report);
  if (number === 0 || (number === 1 && report === 'draft')) {
    return (
      <span className={classes.label} data-report={report}>
        {label}
      </span>
    );
  }
  return (
    <span className={classes.version}>
      Version {number} <span className={classes.state}>{label}</span>
    </span>
  );
}

/** Show who has an inquiry. */
export function OwnerMark({ assignee }: { assignee: string | null }) {
  const nameOf = usePersonName();
  if (assignee === null) return <span aria-label="nobody">–</span>;
  return <PersonMark username={assignee} name={nameOf(assignee)} />;
}
