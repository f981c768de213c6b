/**
 * The list of mails as a table; each row opens as a whole.
 */
import { Table, Tooltip, VisuallyHidden } from '@mantine/core';
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
    <Table.Tr className={rowTable.row} {...row}>
      <Table.Td className={classes.time}>
        <RelativeTime iso={mail.at} focusable={false} />
      </Table.Td>
      <Table.Td className={classes.kind}>{mailKindLabel(mail.kind)}</Table.Td>
      <Table.Td className={classes.to}>{maskAddress(mail.to)}</Table.Td>
      <Table.Td>
        <Link {...link} className={rowTable.name} data-row-link>
          {mail.subject}
        </Link>
      </Table.Td>
      <Table.Td className={classes.state}>
        <MailStateBadge status={mail.status} />
      </Table.Td>
      <Table.Td className={classes.id}>
        <ProviderId id={mail.message_id} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Show mails as a table. */
export function MailTable({ mails }: { mails: MailRow[] }) {
  return (
    <Table className={`${rowTable.table ?? ''} ${classes.table ?? ''}`}>
      <VisuallyHidden component="caption">Mails, newest first</VisuallyHidden>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" className={classes.time}>
            Time
          </Table.Th>
          <Table.Th scope="col" className={classes.kind}>
            Kind
          </Table.Th>
          <Table.Th scope="col" className={classes.to}>
            To
          </Table.Th>
          <Table.Th scope="col">Subject</Table.Th>
          <Table.Th scope="col" className={classes.state}>
            State
          </Table.Th>
          <Table.Th scope="col" className={classes.id}>
            Provider id
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {mails.map((mail) => (
          <Row key={mail.id} mail={mail} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
