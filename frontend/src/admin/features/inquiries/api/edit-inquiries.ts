/**
 * Request the same change of several inquiries, each for itself.
 */
import { request } from '../../../lib/api-client';
import type { BulkEdit, BulkResults } from '../types';

/** Change several inquiries and return what became of each. */
export function editInquiries(edit: BulkEdit): Promise<BulkResults> {
  return request<BulkResults>('/admin/inquiries/bulk', { method: 'POST', body: edit });
}
