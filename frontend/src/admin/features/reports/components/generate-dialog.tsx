/**
 * The order of another draft by AI, with instructions or without.
 */
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';

import { Dialog } from '../../../components/dialog';
import { Notice } from '../../../components/notice';
import { WriteButton } from '../../../components/write-button';
import { formatInteger } from '../../../lib/number-format';
import { requestReport } from '../api/request-report';
import { explainRequestError, fieldFault } from '../explain-error';
import type { ReportedInquiry } from '../types';
import { newestFirst } from '../use-shown-version';

const LONGEST_INSTRUCTIONS = 2000;

interface GenerateDialogProps {
  opened: boolean;
  onClose: () => void;
  inquiry: ReportedInquiry;
  onChanged: () => Promise<unknown>;
}

/** Ask what the next draft should be like. */
export function GenerateDialog({ opened, onClose, inquiry, onChanged }: GenerateDialogProps) {
  const [instructions, setInstructions] = useState('');
  const lastModel = newestFirst(inquiry.reports).find(({ model }) => model !== null)?.model;
  const mutation = useMutation({
    networkMode: 'always',
    mutationFn: () => requestReport(inquiry.id, instructions.trim() || null),
    onSettled: onChanged,
    onSuccess: () => {
      setInstructions('');
      onClose();
    },
  });
  const fault = fieldFault(mutation.error, 'instructions');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutation.mutate();
  };
  const close = () => {
    mutation.reset();
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={close} title="Generate the report again">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            AI reads the inquiry anew and writes another version. The versions that are there stay.
            {lastModel !== undefined && ` The last draft was written by ${String(lastModel)}.`}
          </Text>
          <Textarea
            label="Instructions (optional)"
            description={`What should be different? ${formatInteger(LONGEST_INSTRUCTIONS - instructions.length)} characters left`}
            value={instructions}
            maxLength={LONGEST_INSTRUCTIONS}
            rows={5}
            data-autofocus
            error={fault}
            onChange={(event) => {
              setInstructions(event.currentTarget.value);
            }}
          />
          {mutation.error !== null && fault === null && (
            <Notice tone="red" role="alert" icon={IconAlertTriangle}>
              {explainRequestError(mutation.error)}
            </Notice>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <WriteButton type="submit" loading={mutation.isPending}>
              Generate
            </WriteButton>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
