/**
 * What has happened to an inquiry and what comes next, with failed work that no step is about.
 */
import { otherFailedWork } from '../progress';
import type { Inquiry } from '../types';
import classes from './inquiry-progress.module.css';
import { OwedWorkLines } from './owed-work-lines';
import { ProgressTimeline } from './progress-timeline';

/** Show the progress of an inquiry. */
export function InquiryProgress({ inquiry }: { inquiry: Inquiry }) {
  const failed = otherFailedWork(inquiry);
  return (
    <>
      <ProgressTimeline inquiry={inquiry} />
      {failed.length > 0 && (
        <div className={classes.failed}>
          <OwedWorkLines inquiryId={inquiry.id} owed={failed} />
        </div>
      )}
    </>
  );
}
