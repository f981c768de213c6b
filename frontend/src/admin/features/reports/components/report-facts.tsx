/**
 * Who wrote a version, when and why, and who approved and sent it.
 */
import { RelativeTime } from '../../../components/relative-time';
import { usePersonName } from '../../../lib/consultants';
import type { ReportSummary } from '../types';
import { useAuthorName } from '../use-author-name';
import classes from './report-facts.module.css';

/** Show the facts of a version. */
export function ReportFacts({ report }: { report: ReportSummary }) {
  const authorName = useAuthorName();
  const personName = usePersonName();
  return (
    <div className={classes.facts}>
      <h2 className={classes.title}>{report.title}</h2>
      <p>
        <span>
          Written by {authorName(report)}, <RelativeTime iso={report.created_at} />
        </span>
        {report.approved_at !== null && report.approved_by !== null && (
          <span>
            Approved by {personName(report.approved_by)}, <RelativeTime iso={report.approved_at} />
          </span>
        )}
        {report.sent_at !== null && (
          <span>
            Sent to the client, <RelativeTime iso={report.sent_at} />
          </span>
        )}
      </p>
      {report.note !== null && report.note !== '' && (
        <blockquote className={classes.note}>{report.note}</blockquote>
      )}
    </div>
  );
}
