/**
 * What stands in place of a part that could not be loaded.
 */
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';

import { ApiError, errorText } from '../lib/api-errors';
import { useCurrentUser } from '../lib/current-user';
import { CopyAction } from './copy-action';
import classes from './load-error.module.css';
import { Notice } from './notice';

interface LoadErrorProps {
  /** What could not be loaded, as the start of a sentence: "Inquiries". */
  what: string;
  error: Error;
  onRetry: () => void;
}

function NoPermission({ what, error }: { what: string; error: ApiError }) {
  const { role } = useCurrentUser();
  const { permission } = error.details;
  const ask = typeof permission === 'string' ? permission : 'the permission';
  return (
    <Notice tone="gray" icon={IconLock} title="No permission" role="alert">
      {`Your role (${role}) cannot open ${what.toLowerCase()}. Ask an administrator for ${ask}.`}
    </Notice>
  );
}

/** Say why a part is missing and offer to load it again. */
export function LoadError({ what, error, onRetry }: LoadErrorProps) {
  if (error instanceof ApiError && error.status === 403) {
    return <NoPermission what={what} error={error} />;
  }
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <Notice
      tone="red"
      icon={IconAlertTriangle}
      title={`${what} could not be loaded.`}
      role="alert"
    >
      {errorText(error)}
      <Group gap="sm" mt="sm">
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
        {requestId !== null && (
          <span className={classes.request}>
            Request <code>{requestId}</code>
            <CopyAction value={requestId} what="request id" />
          </span>
        )}
      </Group>
    </Notice>
  );
}
