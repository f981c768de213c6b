/**
 * Request that a mail which did not arrive is sent anew.
 */
import { request } from '../../../lib/api-client';

/** Have a mail sent anew; the former one stays on record. */
export function sendMailAgain(mailId: string): Promise<void> {
  return request(`/admin/mail/events/${encodeURIComponent(mailId)}/send`, { method: 'POST' });
}
