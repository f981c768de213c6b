/**
 * The question before a client gets a report: which version, to which address.
 */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';

import { Dialog } from '../../../components/dialog';
import { notifyDone } from '../../../components/notify';
import { Notice } from '../../../components/notice';
import { WriteButton } from '../../../components/write-button';
import { sendReport } from '../api/send-report';
import { explainSendError } from '../explain-error';
import type { ReportedInquiry, ReportSummary } from '../types';

interface SendDialogProps {
  opened: boolean;
  onClose: () => void;
  report: ReportSummary;
  newest: ReportSummary;
  inquiry: ReportedInquiry;
  onChanged: () => Promise<unknown>;
}

/** Ask before a version is sent to the client. */
export function SendDialog({ opened, onClose, report, newest, inquiry, onChanged }: SendDialogProps) {
  const isAgain = report.status === 'sent';
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: () => sendReport(report.id, isAgain),
    onSettled: onChanged,
    onSuccess: () => {
      onClose();
      notifyDone(`A link to version ${String(report.number)} goes to ${inquiry.email}.`);
    },
  });
  const close = () => {
    mutation.reset();
    onClose();
  };
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={isAgain ? 'Send the report again?' : 'Send the report to the client?'}
    >
      <Stack gap="md">
        <Text size="sm">
          {inquiry.name} gets a mail at <strong>{inquiry.email}</strong> with a link to version{' '}
          {report.number}. The report itself is not in the mail.
        </Text>
        {isAgain && (
          <Text size="sm">This version was sent before. The mail brings another link to it.</Text>
        )}
        {report.id !== newest.id && (
          <Notice tone="yellow" icon={IconAlertTriangle}>
            Version {newest.number} is newer.
          </Notice>
        )}
        {mutation.error !== null && (
          <Notice tone="red" role="alert" icon={IconAlertTriangle}>
            {explainSendError(mutation.error)}
          </Notice>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <WriteButton
            loading={mutation.isPending}
            onClick={() => {
              mutation.mutate();
            }}
          >
            {isAgain ? 'Send again' : 'Send to client'}
          </WriteButton>
        </Group>
      </Stack>
    </Dialog>
  );
}
