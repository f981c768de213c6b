/**
 * Sending a mail anew that did not arrive.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconCheck, IconSend } from '@tabler/icons-react';

import { Notice } from '../../../components/notice';
import { WriteButton } from '../../../components/write-button';
import { usePermission } from '../../../lib/current-user';
import { sendMailAgain } from '../api/send-mail-again';
import classes from './send-again.module.css';

/** After this time the new mail should be on record. */
const SENT_WITHIN_MILLISECONDS = 5000;

interface SendAgainProps {
  mailId: string;
  status: string;
}

/** Offer to send a mail again, to those who may. */
export function SendAgain({ mailId, status }: SendAgainProps) {
  const mayWrite = usePermission('mail:write');
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => sendMailAgain(mailId),
    onSuccess: () => {
      const refresh = () => void queryClient.invalidateQueries({ queryKey: ['mail'] });
      refresh();
      window.setTimeout(refresh, SENT_WITHIN_MILLISECONDS);
    },
  });
  if (!mayWrite) {
    return <p className={classes.note}>Sending it again needs the permission mail:write.</p>;
  }
  return (
    <div className={classes.action}>
      {!mutation.isSuccess && (
        <WriteButton
          // What bounced or was suppressed would likely do so again: it is no advice to send it.
          variant={status === 'failed' ? 'filled' : 'default'}
          leftSection={<IconSend size={16} stroke={1.75} />}
          loading={mutation.isPending}
          onClick={() => {
            mutation.mutate();
          }}
        >
          Send again
        </WriteButton>
      )}
      <div role="status">
        {mutation.isSuccess && (
          <Notice tone="blue" icon={IconCheck}>
            The mail is on its way again. It stands in the list as a new mail in a few seconds.
          </Notice>
        )}
      </div>
      {mutation.error !== null && (
        <Notice tone="red" icon={IconAlertTriangle} title="It was not sent again." role="alert">
          {mutation.error.message}
        </Notice>
      )}
    </div>
  );
}
