/**
 * The deletion of an inquiry, which whoever wants it confirms by typing the reference.
 */
import { ActionIcon, Button, Group, Menu, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconDots, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';

import { Dialog } from '../../../components/dialog';
import { Notice } from '../../../components/notice';
import { notifyDone } from '../../../components/notify';
import { WriteButton } from '../../../components/write-button';
import { ApiError } from '../../../lib/api-errors';
import { deleteInquiry } from '../api/delete-inquiry';
import { inquiryQuery } from '../api/get-inquiry';
import { expireRows, removeRow } from '../cached-rows';
import { originAddress, originState, readOrigin } from '../list-origin';
import type { Inquiry } from '../types';

function reasonOf(error: Error): string {
  if (!(error instanceof ApiError) || error.code !== 'VersionConflict') return error.message;
  return `${error.message} Look at it again before you delete it.`;
}

function Confirmation({ inquiry, onClose }: { inquiry: Inquiry; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const origin = readOrigin(useLocation().state);
  const isConfirmed = typed.trim().toUpperCase() === inquiry.reference.toUpperCase();
  const mutation = useMutation({
    mutationFn: () => deleteInquiry(inquiry.id, inquiry.version),
    onSuccess: async () => {
      removeRow(client, inquiry.id);
      expireRows(client);
      await navigate(originAddress(origin), { state: originState(origin) });
      client.removeQueries({ queryKey: inquiryQuery(inquiry.id).queryKey });
      notifyDone(`${inquiry.reference} was deleted.`);
    },
    onError: () => client.invalidateQueries({ queryKey: inquiryQuery(inquiry.id).queryKey }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isConfirmed) mutation.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {mutation.error !== null && (
          <Notice tone="red" icon={IconAlertTriangle} role="alert">
            {reasonOf(mutation.error)}
          </Notice>
        )}
        <Text size="sm">
          The inquiry of {inquiry.name} is deleted for everybody: message, reports, mails and notes.
          Links to its reports stop working. This cannot be undone.
        </Text>
        <TextInput
          label={`Type ${inquiry.reference} to confirm`}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <WriteButton
            type="submit"
            color="red"
            disabled={!isConfirmed}
            loading={mutation.isPending}
          >
            Delete inquiry
          </WriteButton>
        </Group>
      </Stack>
    </form>
  );
}

/** Offer to delete an inquiry, out of the way of what is often done. */
export function DeleteInquiry({ inquiry }: { inquiry: Inquiry }) {
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <Menu
        shadow="md"
        position="bottom-end"
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More">
            <IconDots size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            color="red"
            data-autofocus
            leftSection={<IconTrash size={16} stroke={1.75} />}
            onClick={dialog.open}
          >
            Delete inquiry…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={isOpen} onClose={dialog.close} title="Delete this inquiry?">
        <Confirmation inquiry={inquiry} onClose={dialog.close} />
      </Dialog>
    </>
  );
}
