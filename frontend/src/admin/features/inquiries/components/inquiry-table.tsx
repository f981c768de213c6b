/**
 * The list of inquiries as a table; each row opens as a whole.
 */
import { Table, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';

import { RelativeTime } from '../../../components/relative-time';
import { inquiryPath } from '../paths';
import { summarizeServices } from '../service-names';
import type { InquiryListItem } from '../types';
import { useRowOpening } from '../../../lib/use-row-opening';
import { PriorityBadge, ReportLabel, StatusBadge } from './inquiry-badges';
import classes from './inquiry-table.module.css';

function InquiryRow({ inquiry }: { inquiry: InquiryListItem }) {
  const path = inquiryPath(inquiry.id);
  const opening = useRowOpening(path);
  return (
    <Table.Tr className={classes.row} {...opening}>
      <Table.Td>
        <Link to={path} className={classes.name} data-row-link>
          {inquiry.name}
        </Link>
        <div className={classes.origin}>
          {inquiry.company !== null && (
            <>
              <span className={classes.company}>{inquiry.company}</span>
              <span aria-hidden className={classes.separator}>
                ·
              </span>
            </>
          )}
          <span className={classes.reference}>{inquiry.reference}</span>
        </div>
      </Table.Td>
      <Table.Td>{summarizeServices(inquiry.services)}</Table.Td>
      <Table.Td>
        <PriorityBadge priority={inquiry.priority} />
      </Table.Td>
      <Table.Td>
        <StatusBadge status={inquiry.status} />
      </Table.Td>
      <Table.Td>
        <ReportLabel report={inquiry.report} />
      </Table.Td>
      <Table.Td className={classes.owner}>
        {inquiry.assignee ?? <span aria-label="not assigned">–</span>}
      </Table.Td>
      <Table.Td className={classes.received}>
        <RelativeTime iso={inquiry.created_at} focusable={false} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Show inquiries as a table. */
export function InquiryTable({ inquiries }: { inquiries: InquiryListItem[] }) {
  return (
    <Table className={classes.table} stickyHeader stickyHeaderOffset="var(--app-shell-header-offset)">
      <caption>
        <VisuallyHidden>Inquiries, newest first</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Client</Table.Th>
          <Table.Th scope="col" className={classes.service}>
            Service
          </Table.Th>
          <Table.Th scope="col" className={classes.priority}>
            Priority
          </Table.Th>
          <Table.Th scope="col" className={classes.status}>
            Status
          </Table.Th>
          <Table.Th scope="col" className={classes.report}>
            Report
          </Table.Th>
          <Table.Th scope="col" className={classes.owner}>
            Owner
          </Table.Th>
          <Table.Th scope="col" className={classes.received}>
            Received
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {inquiries.map((inquiry) => (
          <InquiryRow key={inquiry.id} inquiry={inquiry} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
