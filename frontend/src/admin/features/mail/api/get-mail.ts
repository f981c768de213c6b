/**
 * Request one mail as it was sent, with what became of it.
 */
import { queryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { MailDetail } from '../types';

function getMail(mailId: string, signal: AbortSignal): Promise<MailDetail> {
  return request<MailDetail>(`/admin/mail/events/${encodeURIComponent(mailId)}`, { signal });
}

/** Describe the query of a mail, by the id that the list gives it. */
export function mailQuery(mailId: string) {
  return queryOptions({
    queryKey: ['mail', 'one', mailId],
    queryFn: ({ signal }) => getMail(mailId, signal),
    refetchOnMount: 'always',
  });
}
