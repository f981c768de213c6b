/**
 * The list of reports as a table; each row opens as a whole.
 */
import { VisuallyHidden } from '@mantine/core';
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
    <tr className={rowTable.row} {...opening}>
      <td>
        <Link to={target.path} state={target.state} className={rowTable.name} data-row-link>
          {report.title}
        </Link>
        <div className={rowTable.detail}>
          Version {report.number} · <span className={rowTable.code}>{report.reference}</span>
        </div>
      </td>
      <td>
        <div className={rowTable.clip}>{report.name}</div>
        {report.company !== null && <div className={rowTable.detail}>{report.company}</div>}
      </td>
      <td>
        <ReportStatusBadge status={report.status} />
      </td>
      <td>
        <ReportOriginBadge origin={report.origin} />
      </td>
      <td className={rowTable.time}>
        <WaitingTime report={report} />
      </td>
    </tr>
  );
}

/** Show reports as a table. */
export function ReportTable({ reports, caption, linkTo }: ReportTableProps) {
  return (
    <table
      className={`${rowTable.table ?? ''} ${classes.table ?? ''}`}
    >
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">Report</th>
          <th scope="col" className={classes.client}>
            Client
          </th>
          <th scope="col" className={classes.status}>
            Status
          </th>
          <th scope="col" className={classes.origin}>
            Written by
          </th>
          <th scope="col" className={`${rowTable.time ?? ''} ${classes.waiting ?? ''}`}>
            Waiting since
          </th>
        </tr>
      </thead>
      <tbody>
        {reports.map((report) => (
          <ReportRow key={report.inquiry_id} report={report} target={linkTo(report)} />
        ))}
      </tbody>
    </table>
  );
}
