/**
 * Request that a client's link to a report opens nothing any more.
 */
import { request } from '../../../lib/api-client';

/** Revoke a link. */
export function revokeReportLink(inquiryId: string, linkId: string): Promise<void> {
  const link = `${encodeURIComponent(inquiryId)}/links/${encodeURIComponent(linkId)}`;
  return request(`/admin/inquiries/${link}`, { method: 'DELETE' });
}
