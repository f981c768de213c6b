/**
 * The foot of the list of mails.
 *
 * With a filter the API looks through a bounded number of mails for a page, so that a page may be
 * short, or empty, though more are to be found further on.
 */
import { CursorPaging } from '../../../components/cursor-paging';
import { useCursorTrail, type Trail } from '../../../lib/cursor-trail';
import { formatInteger } from '../../../lib/number-format';
import { PAGE_SIZE } from '../api/get-mails';
import type { MailPage } from '../types';

/** Write which mails these are; places are known only where every page before is full. */
function rangeText({ items, next_cursor, looked_at }: MailPage, trail: Trail | null): string {
  const count = items.length;
  const isOnlyPage = trail?.length === 0 && next_cursor === null;
  if (count === 0) return '';
  if (isOnlyPage || trail === null || looked_at !== null) {
    return count === 1 ? '1 mail' : `${String(count)} mails`;
  }
  const first = trail.length * PAGE_SIZE + 1;
  return `${formatInteger(first)}–${formatInteger(first + count - 1)}`;
}

/** Offer the newer and the older page, or to look further. */
export function MailPaging({ page }: { page: MailPage }) {
  const { cursor, trail } = useCursorTrail();
  const { items, next_cursor, looked_at } = page;
  if (items.length === 0 && cursor === null && next_cursor === null) return null;
  const isShort = next_cursor !== null && looked_at !== null && items.length < PAGE_SIZE;
  const looked = isShort ? `Looked at ${formatInteger(looked_at)} mails.` : '';
  return (
    <CursorPaging
      range={[rangeText(page, trail), looked].filter(Boolean).join(' · ')}
      nextCursor={next_cursor}
      labels={{ before: 'Newer', after: isShort ? 'Look further' : 'Older', first: 'Newest' }}
    />
  );
}
