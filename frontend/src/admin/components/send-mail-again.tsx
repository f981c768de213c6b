/**
 * The button that sends a mail again that did not arrive, and what comes of it.
 */
import { IconAlertTriangle, IconCheck, IconSend } from '@tabler/icons-react';

import { errorText } from '../lib/api-errors';
import { usePermission } from '../lib/current-user';
import { mailKindLabel } from '../lib/mail-states';
import { useSendMailAgain } from '../lib/send-mail-again';
import { Notice } from './notice';
import classes from './send-mail-again.module.css';
import { WriteButton } from './write-button';

interface SendMailAgainProps {
  /** The id that the list of mails gives it. */
  mailId: string;
  inquiryId: string;
  kind: string;
  /** Whether it is the one thing to do here. */
  isPrimary?: boolean;
}

/** Offer to send a mail again, to those who may. */
export function SendMailAgain({ mailId, inquiryId, kind, isPrimary = false }: SendMailAgainProps) {
  const mayWrite = usePermission('mail:write');
  const mutation = useSendMailAgain(mailId, inquiryId);
  if (!mayWrite) {
    return <p className={classes.note}>Sending it again needs the permission mail:write.</p>;
  }
  return (
    <div className={classes.action}>
      {!mutation.isSuccess && (
        <WriteButton
          variant={isPrimary ? 'filled' : 'default'}
          leftSection={<IconSend size={16} stroke={1.75} />}
          aria-label={`Send again: ${mailKindLabel(kind)}`}
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
          {errorText(mutation.error)}
        </Notice>
      )}
    </div>
  );
}
