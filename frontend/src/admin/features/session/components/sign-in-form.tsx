/**
 * The form of the sign-in page.
 */
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent } from 'react';

import { Notice } from '../../../components/notice';
import { signIn } from '../api/sign-in';
import { signInErrorText } from '../sign-in-errors';

interface FieldErrors {
  username?: string;
  password?: string;
}

/** Ask for user name and password. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const username = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const mutation = useMutation({
    mutationFn: signIn,
    onSuccess: onSignedIn,
    onError: () => password.current?.select(),
  });

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const credentials = {
      username: username.current?.value.trim() ?? '',
      password: password.current?.value ?? '',
    };
    const missing: FieldErrors = {};
    if (credentials.username === '') missing.username = 'Enter your user name';
    if (credentials.password === '') missing.password = 'Enter your password';
    setErrors(missing);
    if (missing.username !== undefined) username.current?.focus();
    else if (missing.password !== undefined) password.current?.focus();
    else mutation.mutate(credentials);
  };

  return (
    <form onSubmit={submit} noValidate aria-label="Sign in">
      <Stack gap="md">
        {mutation.error !== null && (
          <Notice tone="red" role="alert" icon={IconAlertTriangle}>
            {signInErrorText(mutation.error, mutation.submittedAt)}
          </Notice>
        )}
        <TextInput
          ref={username}
          label="User name"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          error={errors.username}
        />
        <PasswordInput
          ref={password}
          label="Password"
          name="password"
          autoComplete="current-password"
          error={errors.password}
        />
        <Button type="submit" fullWidth loading={mutation.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
