/**
 * The status page: one file for every inquiry.
 */
import { InquiryStatusView } from '../../features/inquiry-status/inquiry-status-view';

/** Show the status page before anything is known of the inquiry. */
export function StatusPage() {
  return (
    <div className="measure status-page">
      <InquiryStatusView />
    </div>
  );
}
