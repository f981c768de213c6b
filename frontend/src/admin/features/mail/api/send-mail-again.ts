/**
 * Request that a mail which did not arrive is sent anew, as a new mail.
 */
import { request } from '../../../lib/api-client';

/** Ask for a mail to be sent again. */
export async function sendMailAgain(mailId: string): Promise<void> {
  await request(`/admin/mail/events/${encodeURIComponent(mailId)}/send`, { method: 'POST' });
}
