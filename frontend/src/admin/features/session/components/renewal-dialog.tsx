/**
 * The dialog over the page that renews a session, so that work and requests go on.
 */
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type SubmitEvent } from 'react';

import { Dialog } from '../../../components/dialog';
import { abandonRenewal, completeRenewal, useRenewalReason } from '../../../lib/session-renewal';
import { sessionQuery } from '../api/get-session';
import { signIn } from '../api/sign-in';
import { signInErrorText } from '../sign-in-errors';

const TITLES = {
  over: 'You have been signed out. Sign in to continue.',
  ending: 'Enter your password to stay signed in.',
};

interface RenewalDialogProps {
  username: string;
  /** Leave the page and let somebody else sign in. */
  onLeave: () => void;
}

/** Ask for the password when requests wait for a session. */
export function RenewalDialog({ username, onLeave }: RenewalDialogProps) {
  const reason = useRenewalReason();
  const password = useRef<HTMLInputElement>(null);
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      completeRenewal();
      void queryClient.invalidateQueries(sessionQuery());
    },
    onError: () => password.current?.select(),
  });

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutation.mutate({ username, password: password.current?.value ?? '' });
  };
  const leave = () => {
    mutation.reset();
    if (reason === 'over') onLeave();
    else abandonRenewal();
  };

  return (
    <Dialog
      opened={reason !== null}
      onClose={leave}
      title={TITLES[reason ?? 'over']}
      mustAnswer={reason !== 'ending'}
    >
      <form onSubmit={submit} noValidate>
        <input type="hidden" name="username" autoComplete="username" value={username} />
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            Your user name is {username}. This page stays as it is.
          </Text>
          <PasswordInput
            ref={password}
            label="Password"
            name="password"
            autoComplete="current-password"
            data-autofocus
            error={mutation.error === null ? null : signInErrorText(mutation.error, mutation.submittedAt)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={leave}>
              {reason === 'ending' ? 'Not now' : 'Use another account'}
            </Button>
            <Button type="submit" loading={mutation.isPending}>
              Sign in
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
