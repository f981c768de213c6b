/**
 * The foot of a list that is read page by page.
 */
import { Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';

import { useCursorTrail } from '../lib/cursor-trail';
import classes from './cursor-paging.module.css';

interface CursorPagingProps {
  /** What the page holds: "26–50", "7 reports". */
  range: string;
  nextCursor: string | null;
  /** What the pages before and after hold; the first page is what an unknown way back leads to. */
  labels: { before: string; after: string; first: string };
}

/** Offer the page before and the page after. */
export function CursorPaging({ range, nextCursor, labels }: CursorPagingProps) {
  const { cursor, trail, pageBefore, pageAfter } = useCursorTrail();
  return (
    <nav className={classes.paging} aria-label="Pages">
      <span className={classes.range}>{range}</span>
      <Group gap="xs">
        {cursor !== null && (
          <Button
            component={Link}
            {...pageBefore()}
            variant="default"
            leftSection={<IconChevronLeft size={16} stroke={1.75} />}
          >
            {trail === null ? labels.first : labels.before}
          </Button>
        )}
        {nextCursor !== null && (
          <Button
            component={Link}
            {...pageAfter(nextCursor)}
            variant="default"
            rightSection={<IconChevronRight size={16} stroke={1.75} />}
          >
            {labels.after}
          </Button>
        )}
      </Group>
    </nav>
  );
}
