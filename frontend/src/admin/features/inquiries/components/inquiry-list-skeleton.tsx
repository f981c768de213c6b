/**
 * The shape of the list while its first page is loading.
 */
import { Skeleton, VisuallyHidden } from '@mantine/core';

import classes from './inquiry-list-skeleton.module.css';

const ROWS = Array.from({ length: 10 }, (_, index) => index);

/** Show the shape of the list. */
export function InquiryListSkeleton({ isTable }: { isTable: boolean }) {
  return (
    <div className={classes.list} data-table={isTable || undefined} role="status">
      <VisuallyHidden>Loading inquiries</VisuallyHidden>
      {ROWS.map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={14} maw="80%" width={`${String(11 + (row % 4) * 2)}rem`} />
          <Skeleton height={12} maw="92%" width={`${String(15 + (row % 3) * 2)}rem`} />
        </div>
      ))}
    </div>
  );
}
