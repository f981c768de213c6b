/**
 * Paging by cursor. The address carries the cursor; the history entry carries the way back.
 */
import { Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';

import { formatInteger } from '../../../lib/number-format';
import { PAGE_SIZE, type ListPlace } from '../api/get-inquiries';
import { writeFilters } from '../filters';
import type { Trail } from '../list-origin';
import { INQUIRIES_PATH } from '../paths';
import type { InquiryPage } from '../types';
import classes from './list-paging.module.css';

interface ListPagingProps {
  place: ListPlace;
  page: InquiryPage;
  /** Unknown when the address was opened directly. */
  trail: Trail | null;
  count: number;
}

/** Tell whether a page has fewer rows than fit, because no more were found where it was looked. */
function isShort({ looked_at: lookedAt, next_cursor: next }: InquiryPage, count: number): boolean {
  return lookedAt !== null && next !== null && count < PAGE_SIZE;
}

function rangeText(count: number, total: number | null, trail: Trail | null): string {
  const of = total === null ? '' : ` of ${formatInteger(total)}`;
  if (count === 0) return '';
  if (trail === null) return `${formatInteger(count)}${of}`;
  const first = trail.reduce((sum, page) => sum + page.rows, 1);
  return `${formatInteger(first)}–${formatInteger(first + count - 1)}${of}`;
}

/** Offer the page before and the page after. */
export function ListPaging({ place, page, trail, count }: ListPagingProps) {
  const { filters, cursor } = place;
  const isSearch = filters.q !== null;
  const before = trail?.at(-1);
  const addressOf = (target: string | null) => {
    const query = writeFilters(filters);
    if (target !== null) query.set('cursor', target);
    return { pathname: INQUIRIES_PATH, search: query.toString() };
  };
  return (
    <nav className={classes.paging} aria-label="Pages">
      <span className={classes.range}>{rangeText(count, page.total, trail)}</span>
      {isShort(page, count) && (
        <span className={classes.looked}>
          Looked at {formatInteger(page.looked_at ?? 0)} {isSearch ? 'matches' : 'inquiries'}.
        </span>
      )}
      <Group gap="xs" className={classes.ways}>
        {cursor !== null && (
          <Button
            component={Link}
            to={addressOf(before?.cursor ?? null)}
            state={{ trail: trail?.slice(0, -1) ?? [] }}
            variant="default"
            leftSection={<IconChevronLeft size={16} stroke={1.75} />}
          >
            {trail === null ? 'First page' : isSearch ? 'Back' : 'Newer'}
          </Button>
        )}
        {page.next_cursor !== null && (
          <Button
            component={Link}
            to={addressOf(page.next_cursor)}
            state={trail === null ? null : { trail: [...trail, { cursor, rows: count }] }}
            variant="default"
            rightSection={<IconChevronRight size={16} stroke={1.75} />}
          >
            {isShort(page, count) ? 'Look further' : isSearch ? 'More' : 'Older'}
          </Button>
        )}
      </Group>
    </nav>
  );
}
