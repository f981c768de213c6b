/**
 * The list of mails as a table; each row opens as a whole.
 */
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';

import { CopyAction } from '../../../components/copy-action';
import { MailStateBadge } from '../../../components/mail-state-badge';
import { RelativeTime } from '../../../components/relative-time';
import rowTable from '../../../components/row-table.module.css';
import { mailKindLabel } from '../../../lib/mail-states';
import { maskAddress } from '../mask-address';
import type { MailRow } from '../types';
import { useMailOpening } from '../use-mail-opening';
import classes from './mail-table.module.css';

function ProviderId({ id }: { id: string | null }) {
  if (id === null) return <span aria-label="not given">–</span>;
  return (
    <span className={classes.provider}>
      <Tooltip label={id}>
        <code className={rowTable.clip}>{id}</code>
      </Tooltip>
      <CopyAction value={id} what="provider id" />
    </span>
  );
}

function Row({ mail }: { mail: MailRow }) {
  const { link, row } = useMailOpening(mail.id);
  return (
    <tr className={rowTable.row} {...row}>
      <td className={classes.time}>
        <RelativeTime iso={mail.at} focusable={false} />
      </td>
      <td className={classes.kind}>{mailKindLabel(mail.kind)}</td>
      <td className={classes.to}>{maskAddress(mail.to)}</td>
      <td>
        <Link {...link} className={rowTable.name} data-row-link>
          {mail.subject}
        </Link>
      </td>
      <td className={classes.state}>
        <MailStateBadge status={mail.status} />
      </td>
      <td className={classes.id}>
        <ProviderId id={mail.message_id} />
      </td>
    </tr>
  );
}

/** Show mails as a table. */
export function MailTable({ mails }: { mails: MailRow[] }) {
  return (
    <table className={`${rowTable.table ?? ''} ${classes.table ?? ''}`}>
      <VisuallyHidden component="caption">Mails, newest first</VisuallyHidden>
      <thead>
        <tr>
          <th scope="col" className={classes.time}>
            Time
          </th>
          <th scope="col" className={classes.kind}>
            Kind
          </th>
          <th scope="col" className={classes.to}>
            To
          </th>
          <th scope="col">Subject</th>
          <th scope="col" className={classes.state}>
            State
          </th>
          <th scope="col" className={classes.id}>
            Provider id
          </th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <Row key={mail.id} mail={mail} />
        ))}
      </tbody>
    </table>
  );
}
