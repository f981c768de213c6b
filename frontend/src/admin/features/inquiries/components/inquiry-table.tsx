/**
 * The list of inquiries as a table; each row opens as a whole.
 */
import { VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';

import { RelativeTime } from '../../../components/relative-time';
import rowTable from '../../../components/row-table.module.css';
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
    <tr
      className={`${rowTable.row ?? ''} ${classes.row ?? ''}`}
      data-inquiry={inquiry.id}
      data-selected={isSelected || undefined}
      {...opening}
    >
      <td className={classes.select}>
        <RowCheckbox
          label={`Select ${inquiry.name}`}
          isChecked={isSelected}
          onToggle={() => {
            selection.toggle(inquiry.id);
          }}
        />
      </td>
      <td>
        <Link to={path} state={{ origin }} className={rowTable.name} data-row-link>
          {inquiry.name}
        </Link>
        <div className={`${rowTable.detail ?? ''} ${classes.origin ?? ''}`}>
          {inquiry.company !== null && (
            <>
              <span className={classes.company}>{inquiry.company}</span>
              <span aria-hidden className={classes.separator}>
                ·
              </span>
            </>
          )}
          <span className={`${rowTable.code ?? ''} ${classes.reference ?? ''}`}>{inquiry.reference}</span>
        </div>
      </td>
      <td>{summarizeServices(inquiry.services)}</td>
      <td>
        <PriorityBadge priority={inquiry.priority} />
      </td>
      <td>
        <StatusBadge status={inquiry.status} />
      </td>
      <td>
        <ReportLabel report={inquiry.report} number={inquiry.report_number} />
      </td>
      <td className={classes.owner}>
        <OwnerMark assignee={inquiry.assignee} />
      </td>
      <td className={rowTable.time}>
        <RelativeTime iso={inquiry.created_at} focusable={false} />
      </td>
    </tr>
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
    <table
      className={`${rowTable.table ?? ''} ${classes.table ?? ''}`}
      data-selecting={!selection.isEmpty || undefined}
    >
      <caption>
        <VisuallyHidden>Inquiries. {order}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col" className={classes.select}>
            <RowCheckbox
              label="Select all on this page"
              isChecked={selection.isAll}
              isPartly={!selection.isAll && !selection.isEmpty}
              onToggle={selection.toggleAll}
            />
          </th>
          <th scope="col">Client</th>
          <th scope="col" className={classes.service}>
            Service
          </th>
          <th scope="col" className={classes.priority}>
            Priority
          </th>
          <th scope="col" className={classes.status}>
            Status
          </th>
          <th scope="col" className={classes.report}>
            Report
          </th>
          <th scope="col" className={classes.owner}>
            Owner
          </th>
          <th scope="col" className={`${rowTable.time ?? ''} ${classes.received ?? ''}`}>
            Received
          </th>
        </tr>
      </thead>
      <tbody>
        {inquiries.map((inquiry) => (
          <InquiryRow key={inquiry.id} inquiry={inquiry} selection={selection} origin={origin} />
        ))}
      </tbody>
    </table>
  );
}
