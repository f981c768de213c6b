/**
 * The list of inquiries as cards, for narrow screens.
 */
import { Link } from 'react-router';

import { RelativeTime } from '../../../components/relative-time';
import rowCards from '../../../components/row-cards.module.css';
import { useRowOpening } from '../../../lib/use-row-opening';
import type { ListOrigin } from '../list-origin';
import { inquiryPath } from '../paths';
import { summarizeServices } from '../service-names';
import type { InquiryListItem } from '../types';
import type { RowSelection } from '../use-selection';
import { OwnerMark, PriorityBadge, ReportLabel, StatusBadge } from './inquiry-badges';
import classes from './inquiry-cards.module.css';
import { RowCheckbox } from './row-checkbox';

interface RowsProps {
  selection: RowSelection;
  /** Where an opened inquiry leads back to. */
  origin: ListOrigin;
}

interface InquiryCardProps extends RowsProps {
  inquiry: InquiryListItem;
}

function InquiryCard({ inquiry, selection, origin }: InquiryCardProps) {
  const path = inquiryPath(inquiry.id);
  const opening = useRowOpening(path, { state: { origin } });
  const isSelected = selection.ids.has(inquiry.id);
  return (
    <li
      className={`${rowCards.card ?? ''} ${classes.card ?? ''}`}
      data-inquiry={inquiry.id}
      data-selected={isSelected || undefined}
      {...opening}
    >
      <RowCheckbox
        label={`Select ${inquiry.name}`}
        isChecked={isSelected}
        onToggle={() => {
          selection.toggle(inquiry.id);
        }}
      />
      <div className={classes.body}>
        <div className={rowCards.line}>
          <Link to={path} state={{ origin }} className={rowCards.name} data-row-link>
            {inquiry.name}
          </Link>
          <PriorityBadge priority={inquiry.priority} />
        </div>
        <div className={rowCards.detail}>
          {inquiry.company !== null && (
            <>
              <span>{inquiry.company}</span>
              <span aria-hidden>·</span>
            </>
          )}
          <span className={rowCards.code}>{inquiry.reference}</span>
        </div>
        <div className={rowCards.line}>
          <span>{summarizeServices(inquiry.services)}</span>
          <ReportLabel report={inquiry.report} number={inquiry.report_number} />
        </div>
        <div className={rowCards.line}>
          <StatusBadge status={inquiry.status} />
          <span className={`${rowCards.time ?? ''} ${classes.received ?? ''}`}>
            {inquiry.assignee !== null && <OwnerMark assignee={inquiry.assignee} />}
            <RelativeTime iso={inquiry.created_at} focusable={false} />
          </span>
        </div>
      </div>
    </li>
  );
}

interface InquiryCardsProps extends RowsProps {
  inquiries: InquiryListItem[];
  /** In which order the cards are. */
  order: string;
}

/** Show inquiries as cards. */
export function InquiryCards({ inquiries, order, selection, origin }: InquiryCardsProps) {
  return (
    <ul className={rowCards.cards} aria-label={`Inquiries. ${order}`}>
      {inquiries.map((inquiry) => (
        <InquiryCard key={inquiry.id} inquiry={inquiry} selection={selection} origin={origin} />
      ))}
    </ul>
  );
}
