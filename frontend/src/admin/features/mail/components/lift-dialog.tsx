/**
 * The question before an address gets mail again.
 */
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';

import { Dialog } from '../../../components/dialog';
import { Notice } from '../../../components/notice';
import { WriteButton } from '../../../components/write-button';
import { liftSuppression } from '../api/lift-suppression';
import type { SuppressedAddress } from '../types';
import classes from './lift-dialog.module.css';

interface LiftDialogProps {
  /** What is to be lifted; null while nothing is asked. */
  suppression: SuppressedAddress | null;
  onClose: () => void;
  onLifted: (address: string) => void;
}

interface QuestionProps extends Omit<LiftDialogProps, 'suppression'> {
  suppression: SuppressedAddress;
}

function riskText({ cause }: SuppressedAddress): string {
  return cause === 'complained'
    ? 'A mail to it was reported as spam: lift this only if the person asks for mail. ' +
        'At 0.1 % complaints the mail service reviews the account.'
    : 'A mail to it bounced for good: lift this only if the mailbox works again. ' +
        'At 5 % bounces the mail service reviews the account.';
}

function Question({ suppression, onClose, onLifted }: QuestionProps) {
  const { id, address } = suppression;
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => liftSuppression(id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['mail'] });
      onLifted(address);
    },
  });
  return (
    <Stack gap="md">
      <p className={classes.text}>
        Mail to <strong>{address}</strong> is sent again from now on. {riskText(suppression)}
      </p>
      <p className={classes.text}>Mails that were held back are not sent by this.</p>
      {mutation.error !== null && (
        <Notice tone="red" icon={IconAlertTriangle} title="It was not lifted." role="alert">
          {mutation.error.message}
        </Notice>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <WriteButton
          loading={mutation.isPending}
          onClick={() => {
            mutation.mutate();
          }}
        >
          Lift suppression
        </WriteButton>
      </Group>
    </Stack>
  );
}

/** Ask whether a suppression shall be lifted. */
export function LiftDialog({ suppression, onClose, onLifted }: LiftDialogProps) {
  // The question stays in view while the dialog closes.
  const [shown, setShown] = useState(suppression);
  if (suppression !== null && suppression !== shown) setShown(suppression);
  return (
    <Dialog
      opened={suppression !== null}
      onClose={onClose}
      title={`Send mail to ${shown?.address ?? ''} again?`}
    >
      {shown !== null && (
        <Question key={shown.id} suppression={shown} onClose={onClose} onLifted={onLifted} />
      )}
    </Dialog>
  );
}
