/**
 * The list of keyboard shortcuts.
 */
import { Kbd, Switch, Table } from '@mantine/core';

import { Dialog } from '../../components/dialog';
import { setShortcutsEnabled, useShortcutsEnabled } from '../../lib/shortcuts';

const SHORTCUTS: readonly { keys: readonly string[]; action: string }[] = [
  { keys: ['g', 'i'], action: 'Go to inquiries' },
  { keys: ['j'], action: 'Next inquiry in the list' },
  { keys: ['k'], action: 'Previous inquiry in the list' },
  { keys: ['Enter'], action: 'Open the inquiry' },
  { keys: ['1'], action: 'Report of the inquiry' },
  { keys: ['2'], action: 'Mail of the inquiry' },
  { keys: ['Esc'], action: 'Back to the list, or close what is open' },
  { keys: ['?'], action: 'This list' },
];

interface ShortcutListProps {
  opened: boolean;
  onClose: () => void;
}

/** Show the list of keyboard shortcuts. */
export function ShortcutList({ opened, onClose }: ShortcutListProps) {
  const areOn = useShortcutsEnabled();
  return (
    <Dialog opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {SHORTCUTS.map(({ keys, action }) => (
            <Table.Tr key={action}>
              <Table.Td w={96}>
                {keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && ' '}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </Table.Td>
              <Table.Td>{action}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        label="Shortcuts are on"
        checked={areOn}
        onChange={(event) => {
          setShortcutsEnabled(event.currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
