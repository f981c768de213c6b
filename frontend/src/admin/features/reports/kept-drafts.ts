/**
 * Text that is not saved as a version yet, kept in this browser: one draft for each person and
 * version. It survives a reload, the end of a session and a network failure.
 */
const PREFIX = 'cc-report-draft:';
const LONGEST_LIFE_MILLISECONDS = 30 * 24 * 3_600_000;

/** What somebody writes of a version; the note says what it is about. */
export interface DraftText {
  title: string;
  markdown: string;
  note: string;
}

export interface KeptDraft extends DraftText {
  keptAt: string;
}

/** Whose draft of which version. */
export interface DraftKey {
  username: string;
  reportId: string;
}

function storageKey({ username, reportId }: DraftKey): string {
  return `${PREFIX}${username}:${reportId}`;
}

function isDraft(value: unknown): value is KeptDraft {
  const draft = value as Record<string, unknown> | null;
  const names = ['title', 'markdown', 'note', 'keptAt'];
  return names.every((name) => typeof draft?.[name] === 'string');
}

function parse(text: string | null): KeptDraft | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isDraft(value) ? value : null;
  } catch {
    return null;
  }
}

/** Read what a person left unsaved of a version. */
export function readDraft(key: DraftKey): KeptDraft | null {
  try {
    return parse(window.localStorage.getItem(storageKey(key)));
  } catch {
    return null;
  }
}

/** Keep unsaved text; tell whether the browser could. */
export function keepDraft(key: DraftKey, draft: KeptDraft): boolean {
  try {
    window.localStorage.setItem(storageKey(key), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Forget what a person left unsaved of a version. */
export function forgetDraft(key: DraftKey): void {
  try {
    window.localStorage.removeItem(storageKey(key));
  } catch {
    // What can't be removed was never kept.
  }
}

/** Forget drafts that nobody came back to for 30 days. */
export function forgetOldDrafts(now: number): void {
  try {
    for (const key of Object.keys(window.localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      const draft = parse(window.localStorage.getItem(key));
      const age = draft === null ? Infinity : now - Date.parse(draft.keptAt);
      if (age > LONGEST_LIFE_MILLISECONDS) window.localStorage.removeItem(key);
    }
  } catch {
    // Without storage there is nothing old in it.
  }
}
