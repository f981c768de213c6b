/**
 * The list of mails as cards, for narrow screens.
 */
import { Link } from 'react-router';

import { MailStateBadge } from '../../../components/mail-state-badge';
import { RelativeTime } from '../../../components/relative-time';
import classes from '../../../components/row-cards.module.css';
import { mailKindLabel } from '../../../lib/mail-states';
import { maskAddress } from '../mask-address';
import type { MailRow } from '../types';
import { useMailOpening } from '../use-mail-opening';

function Card({ mail }: { mail: MailRow }) {
  const { link, row } = useMailOpening(mail.id);
  return (
    <li className={classes.card} {...row}>
      <Link {...link} className={classes.name} data-row-link>
        {mail.subject}
      </Link>
      <div className={classes.detail}>
        <span>{mailKindLabel(mail.kind)}</span>
        <span aria-hidden>·</span>
        <span>{maskAddress(mail.to)}</span>
      </div>
      <div className={classes.line}>
        <MailStateBadge status={mail.status} />
        <span className={classes.time}>
          <RelativeTime iso={mail.at} focusable={false} />
        </span>
      </div>
    </li>
  );
}

/** Show mails as cards. */
export function MailCards({ mails }: { mails: MailRow[] }) {
  return (
    <ul className={classes.cards} aria-label="Mails, newest first">
      {mails.map((mail) => (
        <Card key={mail.id} mail={mail} />
      ))}
    </ul>
  );
}
