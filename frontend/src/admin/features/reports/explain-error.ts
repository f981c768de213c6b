/**
 * Why a change of a report was refused, in words that say what to do.
 */
import { ApiError, errorText } from '../../lib/api-errors';
import type { ReportSummary } from './types';

/** The newest version, as the API tells it to somebody who worked on an older one. */
export type NewestVersion = Pick<
  ReportSummary,
  'id' | 'number' | 'status' | 'author' | 'origin' | 'created_at'
>;

/** Give the newest version if a change was refused because it came in between. */
export function readSuperseded(error: unknown): NewestVersion | null {
  if (!(error instanceof ApiError) || error.code !== 'ReportSuperseded') return null;
  return error.details.current as NewestVersion;
}

/** Say why a report was not sent. */
export function explainSendError(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  switch (error.code) {
    case 'ReportNotApproved':
      return 'This version is not approved. Approve it, then send it.';
    case 'WorkUnderWay':
      return 'A link to this version is on its way or was sent already. Nothing was sent now.';
    default:
      return error.message;
  }
}

/** Say why no draft was asked for. */
export function explainRequestError(error: Error): string {
  if (error instanceof ApiError && error.code === 'WorkUnderWay') {
    return 'A draft is being written already. It appears here as soon as it is stored.';
  }
  return errorText(error);
}

/** Give the first fault that the API found in a field of a form. */
export function fieldFault(error: Error | null, field: string): string | null {
  if (!(error instanceof ApiError)) return null;
  const fields = error.details.fields as Record<string, string[]> | undefined;
  return fields?.[field]?.[0] ?? null;
}
