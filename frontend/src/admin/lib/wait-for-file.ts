/**
 * Files that the API makes in the background: waited for, then handed to the browser.
 *
 * The address of such a file answers with 202 while it is being made, with an error when it can't
 * be made, and leads to the file when it is there.
 */
import { apiUrl, probeFile } from './api-client';

const GROWTH = 1.5;
const LONGEST_PAUSE_MILLISECONDS = 15_000;
const LONGEST_WAIT_MILLISECONDS = 10 * 60_000;

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/** Wait until the file at a path of the API is there; ask less often the longer it takes. */
export async function waitForFile(path: string, signal: AbortSignal): Promise<void> {
  const start = Date.now();
  let growth = 1;
  for (;;) {
    const asked = await probeFile(path, signal);
    if (asked === null) return;
    if (Date.now() - start > LONGEST_WAIT_MILLISECONDS) {
      throw new Error('It is not there after 10 minutes. Ask for it again later.');
    }
    await pause(Math.min(asked * growth, LONGEST_PAUSE_MILLISECONDS), signal);
    growth *= GROWTH;
  }
}

/** Have the browser save the file at a path of the API; the page stays. */
export function saveFile(path: string): void {
  const link = document.createElement('a');
  link.href = apiUrl(path);
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
