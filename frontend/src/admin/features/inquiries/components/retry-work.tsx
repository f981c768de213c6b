/**
 * The button that has owed work tried at once.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { notifyError } from '../../../components/notify';
import { WriteButton } from '../../../components/write-button';
import { usePermission } from '../../../lib/current-user';
import { inquiryQuery } from '../api/get-inquiry';
import { retryWork } from '../api/retry-work';
import { canBeRetried, debtLabel } from '../owed-work';
import type { OwedWork } from '../types';

interface RetryWorkProps {
  inquiryId: string;
  owed: OwedWork;
  now: number;
}

/** Offer to try owed work now, where that makes a difference, to those who may. */
export function RetryWork({ inquiryId, owed, now }: RetryWorkProps) {
  const canWrite = usePermission('inquiries:write');
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => retryWork(inquiryId, owed.debt),
    onError: (error) => {
      notifyError('It is not tried again.', error);
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: inquiryQuery(inquiryId).queryKey }),
        client.invalidateQueries({ queryKey: ['activities', inquiryId] }),
      ]),
  });
  if (!canWrite || !canBeRetried(owed, now)) return null;
  return (
    <WriteButton
      size="compact-sm"
      variant="default"
      aria-label={`Try now: ${debtLabel(owed)}`}
      loading={mutation.isPending}
      onClick={() => {
        mutation.mutate();
      }}
    >
      Try now
    </WriteButton>
  );
}
