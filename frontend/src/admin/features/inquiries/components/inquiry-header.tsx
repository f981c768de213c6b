/**
 * Who asks, how the inquiry stands, and since when.
 */
import { Tooltip } from '@mantine/core';

import { CopyAction } from '../../../components/copy-action';
import { PageTitle } from '../../../components/page-title';
import { RelativeTime } from '../../../components/relative-time';
import { PRIORITIES, SOURCES } from '../presentation';
import type { Inquiry } from '../types';
import { PriorityBadge, StatusBadge } from './inquiry-badges';
import classes from './inquiry-header.module.css';

function Priority({ inquiry }: { inquiry: Inquiry }) {
  if (inquiry.priority_reason === null) return <PriorityBadge priority={inquiry.priority} />;
  const reason = `${PRIORITIES[inquiry.priority].label}: ${inquiry.priority_reason}`;
  return (
    <Tooltip label={reason} multiline maw={320}>
      <span tabIndex={0} className={classes.priority}>
        <PriorityBadge priority={inquiry.priority} />
        <span className={classes.reason}>{inquiry.priority_reason}</span>
      </span>
    </Tooltip>
  );
}

/** Show the head of an inquiry. */
export function InquiryHeader({ inquiry }: { inquiry: Inquiry }) {
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <PageTitle title={inquiry.name} />
        <StatusBadge status={inquiry.status} />
        <Priority inquiry={inquiry} />
      </div>
      <div className={classes.facts}>
        {inquiry.company !== null && <span className={classes.company}>{inquiry.company}</span>}
        <span className={classes.reference}>
          {inquiry.reference}
          <CopyAction value={inquiry.reference} what="reference" />
        </span>
        <span>
          received <RelativeTime iso={inquiry.created_at} /> by {SOURCES[inquiry.source].toLowerCase()}
        </span>
      </div>
    </header>
  );
}
