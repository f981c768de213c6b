/**
 * A dialog over the page.
 *
 * Mantine's own head of a dialog is a `header` element, which would be a second banner.
 */
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

import { useFocusReturn } from '../lib/use-focus-return';
import classes from './dialog.module.css';

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** A dialog that must be answered has no other way out. */
  mustAnswer?: boolean;
  children: ReactNode;
}

/** Show a dialog. */
export function Dialog({ opened, onClose, title, mustAnswer = false, children }: DialogProps) {
  useFocusReturn(opened);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      centered
      returnFocus={false}
      closeOnEscape={!mustAnswer}
      closeOnClickOutside={!mustAnswer}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {!mustAnswer && <Modal.CloseButton aria-label="Close" />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
