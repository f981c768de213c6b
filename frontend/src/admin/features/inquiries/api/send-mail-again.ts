/**
 * Request that a mail which did not arrive is sent anew.
 */
import { request } from '../../../lib/api-client';

/** Have a mail of an inquiry sent anew; the former one stays on record. */
export function sendMailAgain(inquiryId: string, emailId: string): Promise<void> {
  const mail = encodeURIComponent(`${inquiryId}.${emailId}`);
  return request(`/admin/mail/events/${mail}/send`, { method: 'POST' });
}
