/**
 * What happened to a mail, event by event, oldest first.
 */
import type { components } from '@/types/api';

import { presentMailState } from '../lib/mail-states';
import { formatDuration } from '../lib/time-format';
import classes from './mail-trail.module.css';
import { RelativeTime } from './relative-time';

type MailEvent = components['schemas']['MailEvent'];

interface EventProps {
  event: MailEvent;
  before: MailEvent | undefined;
}

/** Write how long an event came after the one before it. */
function afterText(event: MailEvent, before: MailEvent | undefined): string {
  if (before === undefined) return '';
  const milliseconds = Date.parse(event.at) - Date.parse(before.at);
  return milliseconds > 0 ? ` · after ${formatDuration(milliseconds)}` : '';
}

function Event({ event, before }: EventProps) {
  const { label, tone, icon: Icon } = presentMailState(event.status);
  return (
    <li className={classes.event}>
      <span className={classes.bullet} data-tone={tone} aria-hidden>
        <Icon size={14} stroke={1.75} />
      </span>
      <div className={classes.line}>
        <span className={classes.label}>{label}</span>
        <span className={classes.time}>
          <RelativeTime iso={event.at} />
          {afterText(event, before)}
        </span>
      </div>
      {event.reason !== null && <div className={classes.reason}>{event.reason}</div>}
    </li>
  );
}

/** Show the trail of a mail. */
export function MailTrail({ events }: { events: MailEvent[] }) {
  return (
    <ol className={classes.events}>
      {events.map((event, index) => (
        <Event
          key={`${event.at} ${event.status} ${String(index)}`}
          event={event}
          before={events[index - 1]}
        />
      ))}
    </ol>
  );
}
