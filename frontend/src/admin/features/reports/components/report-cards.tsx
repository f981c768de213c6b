/**
 * The list of reports as cards, for narrow screens.
 */
import { Link } from 'react-router';

import rowCards from '../../../components/row-cards.module.css';
import { useRowOpening } from '../../../lib/use-row-opening';
import type { LinkTo, RowTarget } from '../list-links';
import type { ReportListItem } from '../types';
import { ReportOriginBadge, ReportStatusBadge } from './report-badges';
import { WaitingTime } from './waiting-time';

interface ReportCardsProps {
  reports: ReportListItem[];
  caption: string;
  linkTo: LinkTo;
}

function ReportCard({ report, target }: { report: ReportListItem; target: RowTarget }) {
  const opening = useRowOpening(target.path, { state: target.state });
  const client = report.company === null ? report.name : `${report.name}, ${report.company}`;
  return (
    <li className={rowCards.card} {...opening}>
      <Link to={target.path} state={target.state} className={rowCards.name} data-row-link>
        {report.title}
      </Link>
      <div className={rowCards.detail}>
        <span>{client}</span>
        <span className={rowCards.code}>{report.reference}</span>
      </div>
      <div className={rowCards.line}>
        <span>Version {report.number}</span>
        <ReportOriginBadge origin={report.origin} />
      </div>
      <div className={rowCards.line}>
        <ReportStatusBadge status={report.status} />
        <span className={rowCards.time}>
          <WaitingTime report={report} />
        </span>
      </div>
    </li>
  );
}

/** Show reports as cards. */
export function ReportCards({ reports, caption, linkTo }: ReportCardsProps) {
  return (
    <ul className={rowCards.cards} aria-label={caption}>
      {reports.map((report) => (
        <ReportCard key={report.inquiry_id} report={report} target={linkTo(report)} />
      ))}
    </ul>
  );
}
