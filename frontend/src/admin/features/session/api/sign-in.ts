/**
 * Request a session.
 */
import { request } from '../../../lib/api-client';
import { rememberSession } from '../session-hint';
import type { Credentials } from '../types';

/** Sign in; the session itself comes as a cookie that scripts cannot read. */
export async function signIn(credentials: Credentials): Promise<void> {
  await request('/auth/login', { method: 'POST', body: credentials, whenSignedOut: 'fail' });
  rememberSession();
}
