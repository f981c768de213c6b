/**
 * The export of inquiries as CSV, from the wish to the file, told by notifications.
 *
 * It goes on while somebody works on other pages.
 */
import { apiUrl } from '../../lib/api-client';
import { saveFile, waitForFile } from '../../lib/wait-for-file';
import { notifyError, notifyFile, notifyWork } from '../../components/notify';
import { requestExport } from './api/request-export';
import type { ExportRequest } from './types';

const beingMade = new Set<string>();

/** Have an export made and saved; one that is being made is not asked for again. */
export async function exportInquiries(wanted: ExportRequest): Promise<void> {
  const name = JSON.stringify(wanted);
  if (beingMade.has(name)) return;
  beingMade.add(name);
  const stopNotice = notifyWork('The export is being made. It is saved as soon as it is there.');
  try {
    const path = await requestExport(wanted);
    await waitForFile(path, new AbortController().signal);
    saveFile(path);
    notifyFile('The export is there.', apiUrl(path));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    notifyError('The export could not be made.', error);
  } finally {
    beingMade.delete(name);
    stopNotice();
  }
}
