/**
 * The shape of the editor while its text is loading.
 */
import { Skeleton, VisuallyHidden } from '@mantine/core';

import classes from './report-editor-skeleton.module.css';

/** Show the shape of the editor. */
export function ReportEditorSkeleton() {
  return (
    <div role="status">
      <VisuallyHidden>Loading the report</VisuallyHidden>
      <Skeleton height={28} width={320} maw="80%" mb={10} />
      <Skeleton height={16} width={420} maw="100%" mb={22} />
      <div className={classes.card}>
        <Skeleton height={36} mb={20} />
        <Skeleton height={14} />
        <Skeleton height={14} width="92%" />
        <Skeleton height={14} width="70%" />
      </div>
    </div>
  );
}
