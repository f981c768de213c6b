/**
 * Request the end of the session.
 */
import { ApiError } from '../../../lib/api-errors';
import { request } from '../../../lib/api-client';

/** Sign out; a session that is already over is as good as ended. */
export async function signOut(): Promise<void> {
  try {
    await request('/auth/logout', { method: 'POST', whenSignedOut: 'fail' });
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
  }
}
