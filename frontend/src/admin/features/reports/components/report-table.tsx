/**
 * The list of reports as a table; each row opens as a whole.
 */
import { Table, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';

import rowTable from '../../../components/row-table.module.css';
import { useRowOpening } from '../../../lib/use-row-opening';
import type { LinkTo, RowTarget } from '../list-links';
import type { ReportListItem } from '../types';
import { ReportOriginBadge, ReportStatusBadge } from './report-badges';
import classes from './report-table.module.css';
import { WaitingTime } from './waiting-time';

interface ReportTableProps {
  reports: ReportListItem[];
  /** What the rows are and how they are ordered: "Reports, newest first". */
  caption: string;
  linkTo: LinkTo;
}

function ReportRow({ report, target }: { report: ReportListItem; target: RowTarget }) {
  const opening = useRowOpening(target.path, { state: target.state });
  return (
    <Table.Tr className={rowTable.row} {...opening}>
      <Table.Td>
        <Link to={target.path} state={target.state} className={rowTable.name} data-row-link>
          {report.title}
        </Link>
        <div className={rowTable.detail}>
          Version {report.number} · <span className={rowTable.code}>{report.reference}</span>
        </div>
      </Table.Td>
      <Table.Td>
        <div className={rowTable.clip}>{report.name}</div>
        {report.company !== null && <div className={rowTable.detail}>{report.company}</div>}
      </Table.Td>
      <Table.Td>
        <ReportStatusBadge status={report.status} />
      </Table.Td>
      <Table.Td>
        <ReportOriginBadge origin={report.origin} />
      </Table.Td>
      <Table.Td className={rowTable.time}>
        <WaitingTime report={report} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Show reports as a table. */
export function ReportTable({ reports, caption, linkTo }: ReportTableProps) {
  return (
    <Table
      className={`${rowTable.table ?? ''} ${classes.table ?? ''}`}
      stickyHeader
      stickyHeaderOffset="var(--app-shell-header-offset)"
    >
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Report</Table.Th>
          <Table.Th scope="col" className={classes.client}>
            Client
          </Table.Th>
          <Table.Th scope="col" className={classes.status}>
            Status
          </Table.Th>
          <Table.Th scope="col" className={classes.origin}>
            Written by
          </Table.Th>
          <Table.Th scope="col" className={`${rowTable.time ?? ''} ${classes.waiting ?? ''}`}>
            Waiting since
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reports.map((report) => (
          <ReportRow key={report.inquiry_id} report={report} target={linkTo(report)} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
