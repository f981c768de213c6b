/**
 * What a visitor has typed, kept for the tab until it has been sent.
 *
 * The idempotency key is kept with it: a reload between two tries must not double an inquiry.
 */
import type { InquiryDraft } from './fields';

const STORAGE_KEY = 'inquiry-draft';

/** A draft with the key that it is sent under. */
export interface KeptDraft {
  draft: InquiryDraft;
  idempotencyKey: string;
}

/** Make a key for a new form; a random UUID, also where the page has no secure context. */
export function createIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keep a draft; without storage it lives as long as the page. */
export function keepDraft(kept: KeptDraft): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
  } catch {
    // Storage is full or closed to the page. The form works without it.
  }
}

/** Give the draft of this tab; null when there is none. */
export function findDraft(): KeptDraft | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null') as KeptDraft | null;
    return typeof kept?.idempotencyKey === 'string' && Array.isArray(kept.draft.services)
      ? kept
      : null;
  } catch {
    return null;
  }
}

/** Forget the draft of this tab. */
export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // What can't be reached was not kept either.
  }
}
