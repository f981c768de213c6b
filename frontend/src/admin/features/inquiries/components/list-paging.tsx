/**
 * The foot of the list: which inquiries these are, and the pages before and after.
 */
import { CursorPaging } from '../../../components/cursor-paging';
import { useCursorTrail, type Trail } from '../../../lib/cursor-trail';
import { formatInteger } from '../../../lib/number-format';
import { PAGE_SIZE } from '../api/get-inquiries';
import type { InquiryPage } from '../types';

interface ListPagingProps {
  page: InquiryPage;
  /** How many rows are shown. */
  count: number;
  isSearch: boolean;
}

/** Write which inquiries these are; their places are known where the pages before are full. */
function rangeText(page: InquiryPage, count: number, trail: Trail | null): string {
  if (count === 0) return '';
  const of = page.total === null ? '' : ` of ${formatInteger(page.total)}`;
  const isPlaced = trail !== null && (trail.length === 0 || page.looked_at === null);
  if (!isPlaced) return `${formatInteger(count)}${of} inquiries`;
  const first = trail.length * PAGE_SIZE + 1;
  return `${formatInteger(first)}–${formatInteger(first + count - 1)}${of}`;
}

/** Offer the page before and the page after. */
export function ListPaging({ page, count, isSearch }: ListPagingProps) {
  const { trail } = useCursorTrail();
  const { looked_at: lookedAt, next_cursor: nextCursor } = page;
  const isShort = lookedAt !== null && nextCursor !== null && count < PAGE_SIZE;
  const parts = [
    rangeText(page, count, trail),
    isShort ? `Looked at ${formatInteger(lookedAt)} ${isSearch ? 'matches' : 'inquiries'}.` : '',
  ];
  const further = isShort ? 'Look further' : null;
  return (
    <CursorPaging
      range={parts.filter((part) => part !== '').join(' · ')}
      nextCursor={nextCursor}
      labels={
        isSearch
          ? { before: 'Back', after: further ?? 'More', first: 'First page' }
          : { before: 'Newer', after: further ?? 'Older', first: 'Newest' }
      }
    />
  );
}
