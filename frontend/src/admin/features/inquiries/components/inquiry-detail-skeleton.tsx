/**
 * The shape of an inquiry while it is loading.
 */
import { Skeleton, VisuallyHidden } from '@mantine/core';

import classes from './inquiry-detail-skeleton.module.css';

/** Show the shape of an inquiry. */
export function InquiryDetailSkeleton() {
  return (
    <div role="status" className={classes.skeleton}>
      <VisuallyHidden>Loading the inquiry</VisuallyHidden>
      <Skeleton height={31} width={280} maw="80%" />
      <Skeleton height={16} width={360} maw="100%" />
      <div className={classes.columns}>
        <Skeleton height={480} radius="lg" />
        <Skeleton height={360} radius="lg" className={classes.aside} />
      </div>
    </div>
  );
}
