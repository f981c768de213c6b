/**
 * The question before unsaved text is left.
 */
import { Button, Group, Text } from '@mantine/core';

import { Dialog } from '../../../components/dialog';

interface LeaveDialogProps {
  opened: boolean;
  /** Whether the browser keeps the text for later. */
  isKept: boolean;
  onStay: () => void;
  onLeave: () => void;
}

/** Ask whether to leave unsaved text. */
export function LeaveDialog({ opened, isKept, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog opened={opened} onClose={onStay} title="Leave without saving a version?">
      <Text size="sm">
        {isKept
          ? 'Your text stays in this browser. It is offered to you when you come back.'
          : 'This browser keeps nothing, so your text is lost when you leave.'}
      </Text>
      <Group justify="flex-end" gap="sm" mt="md">
        <Button variant="default" onClick={onLeave}>
          Leave
        </Button>
        <Button onClick={onStay} data-autofocus>
          Keep editing
        </Button>
      </Group>
    </Dialog>
  );
}
