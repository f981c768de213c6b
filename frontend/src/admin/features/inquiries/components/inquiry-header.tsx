/**
 * Who asks, how the inquiry stands, and the one next step.
 */
import { CopyAction } from '../../../components/copy-action';
import { PageTitle } from '../../../components/page-title';
import { RelativeTime } from '../../../components/relative-time';
import { WriteButton } from '../../../components/write-button';
import { useCurrentUser, usePermission } from '../../../lib/current-user';
import { useModule } from '../../../lib/use-module';
import type { ListOrigin } from '../list-origin';
import type { InquiryTab } from '../paths';
import { SOURCES } from '../presentation';
import type { Inquiry, InquiryStatus, ReportState } from '../types';
import type { InquiryEditing } from '../use-inquiry-edit';
import classes from './inquiry-header.module.css';
import { OwnerMenu, PriorityMenu, StatusMenu } from './inquiry-menus';
import { ListNeighbours } from './list-neighbours';

const loadDeletion = () => import('./delete-inquiry');

/** What leads to a status, as a deed. */
const DEEDS: Record<InquiryStatus, string> = {
  pending: 'Put back',
  processing: 'Start work',
  reviewed: 'Mark inquiry as reviewed',
  responded: 'Mark as responded',
  closed: 'Close',
};

/** Reports that wait for approval or for being sent. */
const UNSENT: readonly ReportState[] = ['draft', 'reviewed', 'approved'];

interface InquiryHeaderProps {
  inquiry: Inquiry;
  editing: InquiryEditing;
  tab: InquiryTab;
  /** The list that somebody came from. */
  origin: ListOrigin | null;
}

function Actions({ inquiry, editing, tab }: Omit<InquiryHeaderProps, 'origin'>) {
  const { username } = useCurrentUser();
  const canWrite = usePermission('inquiries:write');
  const canDelete = usePermission('inquiries:delete');
  const deletion = useModule('delete-inquiry', loadDeletion, canDelete).data;
  // While a change is on its way, the step that it started from stays where it is.
  const settled = editing.before ?? inquiry;
  const [nextStatus] = settled.next_statuses;
  // Beside a report that waits, approving or sending it is what stands out.
  const isBesideReport = tab === 'report' && UNSENT.includes(inquiry.report);
  return (
    <div className={classes.actions}>
      {canWrite && inquiry.assignee !== username && (
        <WriteButton
          variant="default"
          disabled={editing.isPending}
          onClick={() => {
            editing.change({ assignee: username });
          }}
        >
          Assign to me
        </WriteButton>
      )}
      {deletion !== undefined && <deletion.DeleteInquiry inquiry={inquiry} />}
      {canWrite && nextStatus !== undefined && (
        <div className={classes.primary}>
          <WriteButton
            variant={isBesideReport ? 'default' : 'filled'}
            loading={editing.isPending}
            onClick={() => {
              editing.change({ status: nextStatus });
            }}
          >
            {settled.status === 'closed' ? 'Reopen' : DEEDS[nextStatus]}
          </WriteButton>
        </div>
      )}
    </div>
  );
}

/** Show the head of an inquiry. */
export function InquiryHeader({ inquiry, editing, tab, origin }: InquiryHeaderProps) {
  const menu = { inquiry, isPending: editing.isPending, onChange: editing.change };
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <div className={classes.line}>
          <PageTitle title={inquiry.name} />
          <StatusMenu {...menu} />
          <PriorityMenu {...menu} />
          {inquiry.priority_reason !== null && (
            <span className={classes.reason}>{inquiry.priority_reason}</span>
          )}
        </div>
        <Actions inquiry={inquiry} editing={editing} tab={tab} />
      </div>
      <div className={classes.facts}>
        {inquiry.company !== null && <span className={classes.company}>{inquiry.company}</span>}
        <span className={classes.reference}>
          {inquiry.reference}
          <CopyAction value={inquiry.reference} what="reference" />
        </span>
        <span className={classes.received}>
          received <RelativeTime iso={inquiry.created_at} /> by{' '}
          {SOURCES[inquiry.source].toLowerCase()}
        </span>
        <OwnerMenu {...menu} />
        {origin !== null && <ListNeighbours inquiryId={inquiry.id} tab={tab} origin={origin} />}
      </div>
    </header>
  );
}
