/**
 * The text of a version while somebody writes it: what is unsaved is kept in the browser every two
 * seconds, and offered again to whoever comes back to it.
 */
import { useCallback, useEffect, useRef, useState } from 'react';

import { useCurrentUser } from '../../lib/current-user';
import {
  forgetDraft,
  forgetOldDrafts,
  keepDraft,
  readDraft,
  type DraftText,
  type KeptDraft,
} from './kept-drafts';
import type { Report } from './types';

const KEEP_MILLISECONDS = 2000;

function textOf({ title, markdown }: Report): DraftText {
  return { title, markdown, note: '' };
}

function isSameText(a: DraftText, b: Pick<Report, 'title' | 'markdown'>): boolean {
  return a.title === b.title && a.markdown === b.markdown;
}

/** Return the draft of a version and what changes it. */
export function useDraft(report: Report) {
  const { username } = useCurrentUser();
  const [base, setBase] = useState(report);
  const [text, setText] = useState(() => textOf(report));
  const [offered, setOffered] = useState<KeptDraft | null>(() => {
    const draft = readDraft({ username, reportId: report.id });
    return draft === null || isSameText(draft, report) ? null : draft;
  });
  const [keptAt, setKeptAt] = useState<string | null>(null);
  const [isKeepable, setIsKeepable] = useState(true);
  const isUnsaved = !isSameText(text, base);

  const latest = useRef({ base, text, isUnsaved });
  useEffect(() => {
    latest.current = { base, text, isUnsaved };
  });

  const keep = useCallback(() => {
    const { base, text, isUnsaved } = latest.current;
    if (!isUnsaved) return;
    const now = new Date().toISOString();
    const isKept = keepDraft({ username, reportId: base.id }, { ...text, keptAt: now });
    setIsKeepable(isKept);
    setKeptAt(isKept ? now : null);
  }, [username]);

  const timer = useRef<number | null>(null);
  useEffect(() => {
    if (!isUnsaved || timer.current !== null) return;
    timer.current = window.setTimeout(() => {
      timer.current = null;
      keep();
    }, KEEP_MILLISECONDS);
  }, [isUnsaved, keep, text]);

  useEffect(() => {
    const keepWhenHidden = () => {
      if (document.visibilityState === 'hidden') keep();
    };
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keepWhenHidden);
    forgetOldDrafts(Date.now());
    return () => {
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keepWhenHidden);
      if (timer.current !== null) window.clearTimeout(timer.current);
      timer.current = null;
      keep();
    };
  }, [keep]);

  useEffect(() => {
    if (!isUnsaved && offered === null) forgetDraft({ username, reportId: base.id });
  }, [base.id, isUnsaved, offered, username]);

  return {
    /** The version that the text began as. */
    base,
    text,
    isUnsaved,
    offered,
    /** When the unsaved text was last kept. */
    keptAt,
    /** Whether the browser keeps anything at all. */
    isKeepable,
    change: (changes: Partial<DraftText>) => {
      setText((current) => ({ ...current, ...changes }));
    },
    restore: () => {
      if (offered === null) return;
      const { title, markdown, note } = offered;
      setText({ title, markdown, note });
      setOffered(null);
    },
    discard: () => {
      setOffered(null);
    },
    /** Go on from a version that was saved; what was written since it was sent stays. */
    continueFrom: (saved: Report, sent: DraftText) => {
      forgetDraft({ username, reportId: base.id });
      setBase(saved);
      setKeptAt(null);
      setText((current) => ({
        ...(isSameText(current, sent) ? textOf(saved) : current),
        note: current.note === sent.note ? '' : current.note,
      }));
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
