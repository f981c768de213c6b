/**
 * The list of inquiries as cards, for narrow screens.
 */
import { Link } from 'react-router';

import { RelativeTime } from '../../../components/relative-time';
import { inquiryPath } from '../paths';
import { summarizeServices } from '../service-names';
import type { InquiryListItem } from '../types';
import { useRowOpening } from '../../../lib/use-row-opening';
import { PriorityBadge, ReportLabel, StatusBadge } from './inquiry-badges';
import classes from './inquiry-cards.module.css';

function InquiryCard({ inquiry }: { inquiry: InquiryListItem }) {
  const path = inquiryPath(inquiry.id);
  const opening = useRowOpening(path);
  return (
    <li className={classes.card} {...opening}>
      <div className={classes.line}>
        <Link to={path} className={classes.name} data-row-link>
          {inquiry.name}
        </Link>
        <PriorityBadge priority={inquiry.priority} />
      </div>
      <div className={classes.origin}>
        {inquiry.company !== null && (
          <>
            <span className={classes.company}>{inquiry.company}</span>
            <span aria-hidden>·</span>
          </>
        )}
        <span className={classes.reference}>{inquiry.reference}</span>
      </div>
      <div className={classes.line}>
        <span>{summarizeServices(inquiry.services)}</span>
        <ReportLabel report={inquiry.report} />
      </div>
      <div className={classes.line}>
        <StatusBadge status={inquiry.status} />
        <span className={classes.time}>
          <RelativeTime iso={inquiry.created_at} focusable={false} />
        </span>
      </div>
    </li>
  );
}

/** Show inquiries as cards. */
export function InquiryCards({ inquiries }: { inquiries: InquiryListItem[] }) {
  return (
    <ul className={classes.cards} aria-label="Inquiries, newest first">
      {inquiries.map((inquiry) => (
        <InquiryCard key={inquiry.id} inquiry={inquiry} />
      ))}
    </ul>
  );
}
