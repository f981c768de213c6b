/**
 * The mail tab: what was sent, to whom, and what became of it.
 */
import { IconMailOff } from '@tabler/icons-react';
import { EmptyState } from '@mantine/core';

import { CopyAction } from '../../../components/copy-action';
import { MailStateBadge } from '../../../components/mail-state-badge';
import { RelativeTime } from '../../../components/relative-time';
import { mailKindLabel } from '../../../lib/mail-states';
import type { Email, Inquiry } from '../types';
import classes from './mail-panel.module.css';
import { OwedWorkLines } from './owed-work-lines';

function Mail({ event }: { event: Email }) {
  return (
    <li className={classes.mail}>
      <div className={classes.state}>
        <MailStateBadge status={event.status} />
      </div>
      <div className={classes.body}>
        <div className={classes.subject}>{event.subject}</div>
        <div className={classes.meta}>
          {mailKindLabel(event.kind)} · {event.to}
        </div>
        {event.reason !== null && <div className={classes.reason}>{event.reason}</div>}
        {event.message_id !== null && (
          <div className={classes.provider}>
            <span>
              Provider id <code>{event.message_id}</code>
            </span>
            <CopyAction value={event.message_id} what="provider id" />
          </div>
        )}
      </div>
      <div className={classes.time}>
        <RelativeTime iso={event.at} />
      </div>
    </li>
  );
}

/** Show the mails of an inquiry, newest first. */
export function MailPanel({ inquiry }: { inquiry: Inquiry }) {
  const owed = inquiry.owed.filter((work) => work.debt !== 'report');
  const events = [...inquiry.email_events].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <section className={classes.card} aria-label="Mail">
      {owed.length > 0 && (
        <div className={classes.owed}>
          <OwedWorkLines owed={owed} />
        </div>
      )}
      {events.length === 0 && owed.length === 0 && (
        <EmptyState
          icon={<IconMailOff stroke={1.5} />}
          title="No mail"
          description="Nothing was sent for this inquiry."
          py={48}
        />
      )}
      <ul className={classes.mails}>
        {events.map((event) => (
          <Mail key={`${event.kind} ${event.at} ${event.status}`} event={event} />
        ))}
      </ul>
    </section>
  );
}
