/**
 * Request that a note for colleagues is kept with an inquiry.
 */
import { request } from '../../../lib/api-client';
import type { Activity } from '../types';

/** Add a note and return it as it stands in the activity log. */
export function addNote(inquiryId: string, text: string): Promise<Activity> {
  const path = `/admin/inquiries/${encodeURIComponent(inquiryId)}/notes`;
  return request<Activity>(path, { method: 'POST', body: { text } });
}
