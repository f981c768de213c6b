/**
 * Paging by cursor. The address carries the cursor; the history entry carries the way back.
 */
import { Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';

import { PAGE_SIZE } from '../api/get-inquiries';
import { INQUIRIES_PATH } from '../paths';
import classes from './list-paging.module.css';

/** The cursors of the pages before this one; null is the first page. */
export type Trail = readonly (string | null)[];

interface ListPagingProps {
  cursor: string | null;
  nextCursor: string | null;
  /** Unknown when the address was opened directly. */
  trail: Trail | null;
  count: number;
}

function pageAddress(cursor: string | null): string {
  return cursor === null ? INQUIRIES_PATH : `?cursor=${encodeURIComponent(cursor)}`;
}

function rangeText(count: number, trail: Trail | null): string {
  if (trail === null) return `${String(count)} inquiries`;
  const first = trail.length * PAGE_SIZE + 1;
  return `${String(first)}–${String(first + count - 1)}`;
}

/** Offer the newer and the older page. */
export function ListPaging({ cursor, nextCursor, trail, count }: ListPagingProps) {
  const newer = trail?.at(-1) ?? null;
  return (
    <nav className={classes.paging} aria-label="Pages">
      <span className={classes.range}>{rangeText(count, trail)}</span>
      <Group gap="xs">
        {cursor !== null && (
          <Button
            component={Link}
            to={pageAddress(newer)}
            state={{ trail: trail?.slice(0, -1) ?? [] }}
            variant="default"
            leftSection={<IconChevronLeft size={16} stroke={1.75} />}
          >
            {trail === null ? 'Newest' : 'Newer'}
          </Button>
        )}
        {nextCursor !== null && (
          <Button
            component={Link}
            to={pageAddress(nextCursor)}
            state={trail === null ? null : { trail: [...trail, cursor] }}
            variant="default"
            rightSection={<IconChevronRight size={16} stroke={1.75} />}
          >
            Older
          </Button>
        )}
      </Group>
    </nav>
  );
}
