/**
 * Why signing in failed, in the words of the sign-in page.
 */
import { ApiError } from '../../lib/api-errors';
import { formatClock } from '../../lib/time-format';

/** Say why signing in failed; never whether the name or the password was wrong. */
export function signInErrorText(error: Error, now: number): string {
  if (!(error instanceof ApiError)) return error.message;
  if (error.status === 401) return 'User name or password is wrong.';
  if (error.status === 429) {
    const retryAt = error.details.retry_at;
    return typeof retryAt === 'string'
      ? `Too many attempts. Try again at ${formatClock(retryAt, now)}.`
      : 'Too many attempts. Try again later.';
  }
  return `You could not be signed in. ${error.message}`;
}
