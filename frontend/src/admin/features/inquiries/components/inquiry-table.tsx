/**
 * The list of inquiries as a table; each row opens as a whole.
 */
import { Table, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';

import { RelativeTime } from '../../../components/relative-time';
import { useRowOpening } from '../../../lib/use-row-opening';
import type { ListOrigin } from '../list-origin';
import { inquiryPath } from '../paths';
import { summarizeServices } from '../service-names';
import type { InquiryListItem } from '../types';
import type { RowSelection } from '../use-selection';
import { OwnerMark, PriorityBadge, ReportLabel, StatusBadge } from './inquiry-badges';
import classes from './inquiry-table.module.css';
import { RowCheckbox } from './row-checkbox';

interface RowsProps {
  selection: RowSelection;
  /** Where an opened inquiry leads back to. */
  origin: ListOrigin;
}

interface InquiryRowProps extends RowsProps {
  inquiry: InquiryListItem;
}

function InquiryRow({ inquiry, selection, origin }: InquiryRowProps) {
  const path = inquiryPath(inquiry.id);
  const opening = useRowOpening(path, { state: { origin } });
  const isSelected = selection.ids.has(inquiry.id);
  return (
    <Table.Tr
      className={classes.row}
      data-inquiry={inquiry.id}
      data-selected={isSelected || undefined}
      {...opening}
    >
      <Table.Td className={classes.select}>
        <RowCheckbox
          label={`Select ${inquiry.name}`}
          isChecked={isSelected}
          onToggle={() => {
            selection.toggle(inquiry.id);
          }}
        />
      </Table.Td>
      <Table.Td>
        <Link to={path} state={{ origin }} className={classes.name} data-row-link>
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
        <ReportLabel report={inquiry.report} number={inquiry.report_number} />
      </Table.Td>
      <Table.Td className={classes.owner}>
        <OwnerMark assignee={inquiry.assignee} />
      </Table.Td>
      <Table.Td className={classes.received}>
        <RelativeTime iso={inquiry.created_at} focusable={false} />
      </Table.Td>
    </Table.Tr>
  );
}

interface InquiryTableProps extends RowsProps {
  inquiries: InquiryListItem[];
  /** In which order the rows are. */
  order: string;
}

/** Show inquiries as a table. */
export function InquiryTable({ inquiries, order, selection, origin }: InquiryTableProps) {
  return (
    <Table
      className={classes.table}
      data-selecting={!selection.isEmpty || undefined}
      stickyHeader
      stickyHeaderOffset="var(--list-head-offset)"
    >
      <caption>
        <VisuallyHidden>Inquiries. {order}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" className={classes.select}>
            <RowCheckbox
              label="Select all on this page"
              isChecked={selection.isAll}
              isPartly={!selection.isAll && !selection.isEmpty}
              onToggle={selection.toggleAll}
            />
          </Table.Th>
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
          <InquiryRow key={inquiry.id} inquiry={inquiry} selection={selection} origin={origin} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
