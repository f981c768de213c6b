/**
 * The shape of numbers and chart while they are loading.
 */
import { Skeleton, VisuallyHidden } from '@mantine/core';

import classes from './mail-monitor-skeleton.module.css';

const FIGURES = ['delivered', 'bounced', 'complaints', 'under way'];

/** Show the shape of the numbers. */
export function MailMonitorSkeleton() {
  return (
    <div role="status">
      <VisuallyHidden>Loading numbers</VisuallyHidden>
      <div className={classes.figures}>
        {FIGURES.map((name) => (
          <div key={name} className={classes.figure}>
            <Skeleton height={14} width={80} />
            <Skeleton height={28} width={96} />
            <Skeleton height={13} width="70%" />
          </div>
        ))}
      </div>
      <div className={classes.chart}>
        <Skeleton height={16} width={160} />
        <Skeleton height={240} />
        <Skeleton height={13} width="50%" />
      </div>
    </div>
  );
}
