/**
 * Request that an address gets mail again.
 */
import { ApiError } from '../../../lib/api-errors';
import { request } from '../../../lib/api-client';

/** Lift a suppression; one that somebody else has lifted is as good as lifted. */
export async function liftSuppression(suppressionId: string): Promise<void> {
  try {
    await request(`/admin/mail/suppressions/${encodeURIComponent(suppressionId)}`, {
      method: 'DELETE',
    });
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'SuppressionNotFound')) throw error;
  }
}
