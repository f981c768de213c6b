/**
 * The meeting point of requests that found the session over and the dialog that renews it.
 *
 * A request that is answered with 401 waits here; the dialog sees that somebody waits, asks for
 * the password and lets all of them go on. So nothing on the page is lost.
 */
import { useSyncExternalStore } from 'react';

/** The session is over, or somebody extends it before it ends. */
type RenewalReason = 'over' | 'ending';

interface Renewal {
  reason: RenewalReason;
  promise: Promise<void>;
  resolve: () => void;
}

let renewal: Renewal | null = null;
const listeners = new Set<() => void>();

function change(next: Renewal | null): void {
  renewal = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Wait until the session has been renewed. */
export function waitForRenewal(reason: RenewalReason): Promise<void> {
  if (renewal !== null) {
    if (renewal.reason !== reason && reason === 'over') change({ ...renewal, reason });
    return renewal.promise;
  }
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  change({ reason, promise, resolve });
  return promise;
}

/** Let every waiting request go on. */
export function completeRenewal(): void {
  renewal?.resolve();
  change(null);
}

/** Forget the waiting requests: whoever signs in next must not repeat them. */
export function abandonRenewal(): void {
  change(null);
}

/** Return why the session has to be renewed, or null while it need not be. */
export function useRenewalReason(): RenewalReason | null {
  return useSyncExternalStore(subscribe, () => renewal?.reason ?? null);
}
