/**
 * Request what became of the mails of a range of days.
 */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { MailKind } from '../../../lib/mail-states';
import type { Days } from '../mail-range';
import type { MailMetrics } from '../types';

/** The numbers, and the kind of mail that they are about. */
export interface MeasuredMails {
  kind: MailKind | null;
  metrics: MailMetrics;
}

async function getMailMetrics(
  { from, to }: Days,
  kind: MailKind | null,
  signal: AbortSignal,
): Promise<MeasuredMails> {
  const query = new URLSearchParams({ from, to });
  if (kind !== null) query.set('kind', kind);
  const metrics = await request<MailMetrics>(`/admin/mail/metrics?${query.toString()}`, { signal });
  return { kind, metrics };
}

/** Describe the query; the numbers before it stay until it is answered. */
export function mailMetricsQuery(days: Days, kind: MailKind | null) {
  return queryOptions({
    queryKey: ['mail', 'metrics', days, kind],
    queryFn: ({ signal }) => getMailMetrics(days, kind, signal),
    placeholderData: keepPreviousData,
  });
}
