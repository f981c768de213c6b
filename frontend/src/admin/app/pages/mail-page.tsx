/**
 * The e-mail monitor, which leads to the inquiries that mails are about.
 */
import { Navigate, useParams } from 'react-router';

import { inquiryPath } from '../../features/inquiries/paths';
import { MailMonitor } from '../../features/mail/components/mail-monitor';
import { MAIL_PATH } from '../../features/mail/paths';

const toMailTab = (inquiryId: string) => inquiryPath(inquiryId, 'mail');

/** Show the e-mail monitor. */
export function MailPage() {
  const { tab } = useParams();
  if (tab !== undefined && tab !== 'suppressed') return <Navigate to={MAIL_PATH} replace />;
  return <MailMonitor tab={tab ?? 'mails'} inquiryPath={toMailTab} />;
}
