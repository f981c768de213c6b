/**
 * Paging by cursor. The address carries the cursor; the history entry carries the way back.
 */
import { Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';

import type { CursorTrail } from '../../../lib/cursor-trail';
import { formatInteger } from '../../../lib/number-format';
import { PAGE_SIZE } from '../api/get-inquiries';
import type { InquiryPage } from '../types';
import classes from './list-paging.module.css';

interface ListPagingProps {
  pages: CursorTrail;
  page: InquiryPage;
  /** How many rows are shown. */
  count: number;
  isSearch: boolean;
}

/** Tell whether a page has fewer rows than fit, because no more were found where it was looked. */
function isShort({ looked_at: lookedAt, next_cursor: next }: InquiryPage, count: number): boolean {
  return lookedAt !== null && next !== null && count < PAGE_SIZE;
}

function rangeText(count: number, total: number | null, firstRow: number | null): string {
  if (count === 0) return '';
  const of = total === null ? '' : ` of ${formatInteger(total)}`;
  if (firstRow === null) return `${formatInteger(count)}${of}`;
  return `${formatInteger(firstRow)}–${formatInteger(firstRow + count - 1)}${of}`;
}

/** Offer the page before and the page after. */
export function ListPaging({ pages, page, count, isSearch }: ListPagingProps) {
  const { cursor, trail } = pages;
  return (
    <nav className={classes.paging} aria-label="Pages">
      <span className={classes.range}>{rangeText(count, page.total, pages.firstRow)}</span>
      {isShort(page, count) && (
        <span className={classes.looked}>
          Looked at {formatInteger(page.looked_at ?? 0)} {isSearch ? 'matches' : 'inquiries'}.
        </span>
      )}
      <Group gap="xs" className={classes.ways}>
        {cursor !== null && (
          <Button
            component={Link}
            {...pages.pageBefore()}
            variant="default"
            leftSection={<IconChevronLeft size={16} stroke={1.75} />}
          >
            {trail === null ? 'First page' : isSearch ? 'Back' : 'Newer'}
          </Button>
        )}
        {page.next_cursor !== null && (
          <Button
            component={Link}
            {...pages.pageAfter(page.next_cursor, count)}
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
