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
      <Skeleton height={28} width={240} maw="80%" />
      <Skeleton height={16} width={360} maw="100%" />
      <div className={classes.columns}>
        <div className={classes.card}>
          <Skeleton height={24} width="32%" mb={16} />
          <Skeleton height={14} />
          <Skeleton height={14} width="92%" />
          <Skeleton height={14} width="64%" />
        </div>
        <div className={classes.aside}>
          <Skeleton height={18} width="40%" mb={8} />
          <Skeleton height={14} />
          <Skeleton height={14} width="84%" />
          <Skeleton height={14} width="56%" />
        </div>
      </div>
    </div>
  );
}
