/**
 * Notifications: what was done, with the way back while there is one, and what could not be done.
 *
 * A deed is shown for five seconds, an error until somebody closes it. The next deed takes the place
 * of the one before, which can't be undone any more without undoing what came after.
 */
import { Button, Kbd } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { ApiError, errorText } from '../lib/api-errors';
import { useShortcuts } from '../lib/shortcuts';
import classes from './notify.module.css';

const DONE_MILLISECONDS = 5000;
const DONE = 'done';
const FILE_MILLISECONDS = 15_000;

interface ActionProps {
  label: string;
  /** The key that does the same while the notification is there. */
  shortcut?: string;
  onClick: () => void;
}

function Action({ label, shortcut, onClick }: ActionProps) {
  useShortcuts(shortcut === undefined ? {} : { [shortcut]: onClick });
  return (
    <Button
      size="compact-sm"
      variant="default"
      rightSection={
        shortcut === undefined ? undefined : (
          <Kbd size="xs" className={classes.key}>
            {shortcut}
          </Kbd>
        )
      }
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

interface DoneOptions {
  undo?: (() => void) | undefined;
  /** What was not done, with the way to see it. */
  rest?: { label: string; onShow: () => void } | undefined;
}

/** Say what was done. */
export function notifyDone(message: ReactNode, { undo, rest }: DoneOptions = {}): void {
  const close = (action: () => void) => () => {
    notifications.hide(DONE);
    action();
  };
  // One that is shown under a name that is in use would not be shown.
  notifications.hide(DONE);
  notifications.show({
    id: DONE,
    role: 'status',
    color: 'green',
    icon: <IconCheck size={18} stroke={1.75} aria-hidden />,
    autoClose: rest === undefined ? DONE_MILLISECONDS : false,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <div className={classes.line}>
        <span className={classes.text}>{message}</span>
        {rest !== undefined && <Action label={rest.label} onClick={close(rest.onShow)} />}
        {undo !== undefined && <Action label="Undo" shortcut="z" onClick={close(undo)} />}
      </div>
    ),
  });
}

/** Say what is being done, until the function that is returned is called. */
export function notifyWork(message: string): () => void {
  const id = notifications.show({
    role: 'status',
    loading: true,
    loaderProps: { size: 20 },
    autoClose: false,
    closeButtonProps: { 'aria-label': 'Close' },
    message,
  });
  return () => {
    notifications.hide(id);
  };
}

/** Say that a file is there, with a link for a browser that did not save it by itself. */
export function notifyFile(message: string, url: string): void {
  notifications.show({
    role: 'status',
    color: 'green',
    icon: <IconCheck size={18} stroke={1.75} aria-hidden />,
    autoClose: FILE_MILLISECONDS,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <div className={classes.line}>
        <span className={classes.text}>{message}</span>
        <Button component="a" href={url} download size="compact-sm" variant="default">
          Save it again
        </Button>
      </div>
    ),
  });
}

/** Say what could not be done, and why. */
export function notifyError(title: string, error: Error): void {
  const requestId = error instanceof ApiError ? error.requestId : null;
  notifications.show({
    role: 'alert',
    color: 'red',
    icon: <IconAlertTriangle size={18} stroke={1.75} aria-hidden />,
    autoClose: false,
    closeButtonProps: { 'aria-label': 'Close' },
    title,
    message: (
      <>
        {errorText(error)}
        {requestId !== null && (
          <div className={classes.request}>
            Request <code>{requestId}</code>
          </div>
        )}
      </>
    ),
  });
}
