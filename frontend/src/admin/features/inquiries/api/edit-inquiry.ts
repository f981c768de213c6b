/**
 * Request a change of status, priority or owner of one inquiry.
 */
import { request } from '../../../lib/api-client';
import type { Inquiry, InquiryEdit } from '../types';

/** Change an inquiry and return it as it is then. */
export function editInquiry(inquiryId: string, edit: InquiryEdit): Promise<Inquiry> {
  const path = `/admin/inquiries/${encodeURIComponent(inquiryId)}`;
  return request<Inquiry>(path, { method: 'PATCH', body: edit });
}
