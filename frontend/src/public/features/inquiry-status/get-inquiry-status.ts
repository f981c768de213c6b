/**
 * Ask the API where an inquiry stands.
 */
import { releaseHeaders } from '@/config/release';
import type { InquiryProgress } from '@/types/api';

import type { InquiryLink } from './inquiry-link';
import type { Absence } from './states';

const TIME_LIMIT_MS = 15_000;

/** Get the status, or why there is none. */
export async function getInquiryStatus(link: InquiryLink): Promise<InquiryProgress | Absence> {
  try {
    const response = await fetch(`/api/v1/inquiries/${link.inquiryId}/status`, {
      headers: { 'X-Status-Token': link.token, ...releaseHeaders() },
      cache: 'no-store',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    if (response.ok) return (await response.json()) as InquiryProgress;
    if (response.status === 410) return 'expired';
    // A link that can't be right and one that is not known look the same.
    return response.status === 404 || response.status === 400 ? 'unknown' : 'unavailable';
  } catch {
    return 'unavailable';
  }
}
