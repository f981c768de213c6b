/**
 * The shape of a list while its first page is loading: rows of a table, or cards.
 */
import { Skeleton, VisuallyHidden } from '@mantine/core';

import classes from './list-skeleton.module.css';

const ROWS = Array.from({ length: 10 }, (_, index) => index);

interface ListSkeletonProps {
  /** What is loading: "reports". */
  what: string;
  isTable: boolean;
}

/** Show the shape of a list. */
export function ListSkeleton({ what, isTable }: ListSkeletonProps) {
  return (
    <div className={classes.list} data-table={isTable || undefined} role="status">
      <VisuallyHidden>Loading {what}</VisuallyHidden>
      {ROWS.map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={14} maw="80%" width={`${String(11 + (row % 4) * 2)}rem`} />
          <Skeleton height={12} maw="92%" width={`${String(15 + (row % 3) * 2)}rem`} />
        </div>
      ))}
    </div>
  );
}
