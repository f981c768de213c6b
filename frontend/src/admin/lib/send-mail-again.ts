/**
 * Sending a mail anew that did not arrive, as a new mail; the former one stays on record.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { request } from './api-client';

/** After this time the new mail should be on record. */
const SENT_WITHIN_MILLISECONDS = 5000;

/** Return what sends a mail of an inquiry again, and how it went. */
export function useSendMailAgain(mailId: string, inquiryId: string) {
  const client = useQueryClient();
  const refreshMails = () => client.invalidateQueries({ queryKey: ['mail'] });
  return useMutation({
    mutationFn: () =>
      request(`/admin/mail/events/${encodeURIComponent(mailId)}/send`, { method: 'POST' }),
    onSuccess: () => {
      window.setTimeout(() => void refreshMails(), SENT_WITHIN_MILLISECONDS);
    },
    onSettled: () =>
      Promise.all([
        refreshMails(),
        client.invalidateQueries({ queryKey: ['inquiry', inquiryId] }),
        client.invalidateQueries({ queryKey: ['activities', inquiryId] }),
      ]),
  });
}
