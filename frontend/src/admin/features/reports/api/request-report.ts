/**
 * Request another draft by AI.
 */
import { request } from '../../../lib/api-client';

/** Have AI write another version of an inquiry's report, with instructions or without. */
export function requestReport(inquiryId: string, instructions: string | null): Promise<void> {
  return request(`/admin/inquiries/${encodeURIComponent(inquiryId)}/reports`, {
    method: 'POST',
    body: { instructions },
  });
}
