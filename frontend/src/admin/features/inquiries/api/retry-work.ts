/**
 * Request that owed work is tried at once.
 */
import { request } from '../../../lib/api-client';

/** Have work tried that is parked or waits for its next try. */
export function retryWork(inquiryId: string, debt: string): Promise<void> {
  const work = `${encodeURIComponent(inquiryId)}/owed/${encodeURIComponent(debt)}`;
  return request(`/admin/inquiries/${work}/retry`, { method: 'POST' });
}
