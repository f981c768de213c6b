/**
 * What to know about the numbers of the monitor: how long mails are kept, what is not measured.
 */
import { RelativeTime } from '../../../components/relative-time';
import { formatInteger } from '../../../lib/number-format';
import type { LastRetention } from '../types';
import classes from './mail-notes.module.css';

function Retention({ retention }: { retention: LastRetention | null }) {
  if (retention === null) {
    return <p>Old mails have not been removed yet; this happens once a day.</p>;
  }
  return (
    <p>
      Old mails were last removed <RelativeTime iso={retention.at} />:{' '}
      {formatInteger(retention.removed)}.
      {!retention.is_complete && ' More are due; the next run goes on.'}
    </p>
  );
}

/** Show the notes. */
export function MailNotes({ retention }: { retention: LastRetention | null }) {
  return (
    <div className={classes.notes}>
      <Retention retention={retention} />
      <p>Opens and clicks are not tracked.</p>
    </div>
  );
}
