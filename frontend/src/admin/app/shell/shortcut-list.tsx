/**
 * The list of keyboard shortcuts.
 */
import { Kbd, Switch, Table } from '@mantine/core';

import { Dialog } from '../../components/dialog';
import { setShortcutsEnabled, useShortcutsEnabled } from '../../lib/shortcuts';
import type { NavigationPage } from './pages';

interface Shortcut {
  keys: readonly string[];
  action: string;
}

const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['/'], action: 'Search inquiries' },
  { keys: ['j'], action: 'Next inquiry in the list' },
  { keys: ['k'], action: 'Previous inquiry in the list' },
  { keys: ['x'], action: 'Select the inquiry' },
  { keys: ['Enter'], action: 'Open the inquiry' },
  { keys: ['1'], action: 'Report of the inquiry' },
  { keys: ['2'], action: 'Activity of the inquiry' },
  { keys: ['3'], action: 'Mail of the inquiry' },
  { keys: ['['], action: 'Previous inquiry of the list' },
  { keys: [']'], action: 'Next inquiry of the list' },
  { keys: ['e'], action: 'Edit the report' },
  { keys: ['Ctrl', 'S'], action: 'Save the report that is edited' },
  { keys: ['z'], action: 'Undo, while it is offered' },
  { keys: ['Esc'], action: 'Back to the list, or close what is open' },
  { keys: ['?'], action: 'This list' },
];

function shortcutsTo(pages: readonly NavigationPage[]): Shortcut[] {
  return pages.map(({ keys, label }) => ({
    keys: keys.split(' '),
    action: `Go to ${label.toLowerCase()}`,
  }));
}

interface ShortcutListProps {
  opened: boolean;
  onClose: () => void;
  /** The pages that can be gone to. */
  pages: readonly NavigationPage[];
}

/** Show the list of keyboard shortcuts. */
export function ShortcutList({ opened, onClose, pages }: ShortcutListProps) {
  const areOn = useShortcutsEnabled();
  return (
    <Dialog opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {[...shortcutsTo(pages), ...SHORTCUTS].map(({ keys, action }) => (
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
