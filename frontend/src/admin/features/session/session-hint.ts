/**
 * A mark, not a secret, that this browser has signed in.
 *
 * With it the sign-in page asks the API whether the session still lives; without it the form is
 * there at once and no request is made that can only be refused.
 */
import { readPreference, writePreference } from '../../lib/stored-preference';

const KEY = 'cc-signed-in';

/** Remember that this browser has signed in. */
export function rememberSession(): void {
  writePreference(KEY, 'yes');
}

/** Forget that this browser has signed in. */
export function forgetSession(): void {
  writePreference(KEY, null);
}

/** Tell whether this browser may still have a session. */
export function mayHaveSession(): boolean {
  return readPreference(KEY) !== null;
}
