/**
 * Request a page of mails, newest first.
 */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { Days } from '../mail-range';
import type { MailPage } from '../types';
import type { MailFilters } from '../use-mail-filters';

export const PAGE_SIZE = 25;

export type MailListRequest = Days & Pick<MailFilters, 'kind' | 'status' | 'cursor'>;

function getMails(wanted: MailListRequest, signal: AbortSignal): Promise<MailPage> {
  const query = new URLSearchParams({
    from: wanted.from,
    to: wanted.to,
    limit: String(PAGE_SIZE),
  });
  for (const name of ['kind', 'status', 'cursor'] as const) {
    const value = wanted[name];
    if (value !== null) query.set(name, value);
  }
  return request<MailPage>(`/admin/mail/events?${query.toString()}`, { signal });
}

/** Describe the query of one page; the page before it stays until it is there. */
export function mailsQuery(wanted: MailListRequest) {
  return queryOptions({
    queryKey: ['mail', 'list', wanted],
    queryFn: ({ signal }) => getMails(wanted, signal),
    placeholderData: keepPreviousData,
  });
}
