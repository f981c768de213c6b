/**
 * Request a CSV file of inquiries, which is made in the background.
 */
import { request } from '../../../lib/api-client';
import type { ExportRequest } from '../types';

/** Have an export made and return the path at which its file will be. */
export async function requestExport(wanted: ExportRequest): Promise<string> {
  const { id } = await request<{ id: string }>('/admin/exports/inquiries', {
    method: 'POST',
    body: wanted,
  });
  return `/admin/exports/${encodeURIComponent(id)}`;
}
