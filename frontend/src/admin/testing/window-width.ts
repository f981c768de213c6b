/**
 * The width of the window that a test looks through.
 */
import type { DetachedWindowAPI } from 'happy-dom';

/** Set the width of the window, in pixels. */
export function setWindowWidth(width: number): void {
  const { happyDOM } = window as typeof window & { happyDOM: DetachedWindowAPI };
  happyDOM.setViewport({ width, height: 800 });
}
