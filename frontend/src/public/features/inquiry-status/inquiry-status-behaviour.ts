/**
 * What the status page does: ask, show, and ask again while somebody looks and it can change.
 */
import type { InquiryProgress } from '@/types/api';

import { getInquiryStatus } from './get-inquiry-status';
import { readInquiryLink } from './inquiry-link';
import { isFinal } from './states';
import { showAbsence, showLoading, showProgress, showStale } from './status-rendering';

const POLL_EVERY_MS = 15_000;

/** Show the inquiry of the page's address. */
export function attachInquiryStatus(): void {
  let updated: Date | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function update(): Promise<void> {
    clearTimeout(timer);
    const link = readInquiryLink(location);
    const answer = link === null ? 'unknown' : await getInquiryStatus(link);
    if (typeof answer !== 'string') {
      updated = new Date();
      showProgress(answer, updated);
      pollUnlessFinal(answer);
    } else if (answer === 'unavailable' && updated !== null) {
      showStale(updated);
      pollAgain();
    } else {
      showAbsence(answer, retry);
    }
  }

  function pollUnlessFinal({ status }: InquiryProgress): void {
    if (!isFinal(status)) pollAgain();
  }

  function pollAgain(): void {
    timer = setTimeout(() => {
      // A page that nobody sees asks nothing; it catches up when it is seen again.
      if (document.visibilityState === 'visible') void update();
      else document.addEventListener('visibilitychange', () => void update(), { once: true });
    }, POLL_EVERY_MS);
  }

  function retry(): void {
    showLoading();
    void update();
  }

  window.addEventListener('hashchange', () => {
    updated = null;
    retry();
  });
  void update();
}
