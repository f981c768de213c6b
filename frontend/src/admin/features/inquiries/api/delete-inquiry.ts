/**
 * Request that an inquiry is deleted with everything that belongs to it.
 */
import { request } from '../../../lib/api-client';

/** Delete an inquiry, unless somebody changed it since the version that the caller saw. */
export function deleteInquiry(inquiryId: string, version: number): Promise<void> {
  const path = `/admin/inquiries/${encodeURIComponent(inquiryId)}?version=${String(version)}`;
  return request(path, { method: 'DELETE' });
}
