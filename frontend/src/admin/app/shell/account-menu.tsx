/**
 * The menu of the person who is signed in: theme, shortcuts, sign out.
 */
import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';

import { signOut } from '../../features/session/api/sign-out';
import { useCurrentUser } from '../../lib/current-user';
import { initials } from '../../lib/initials';
import { setShortcutsEnabled, useShortcutsEnabled } from '../../lib/shortcuts';
import classes from './account-menu.module.css';

interface AccountMenuProps {
  onShowShortcuts: () => void;
  onSignedOut: () => void;
}

function ThemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup
      value={colorScheme}
      onChange={(value) => {
        if (value === 'light' || value === 'dark' || value === 'auto') setColorScheme(value);
      }}
    >
      <Menu.Label>Theme</Menu.Label>
      <Menu.RadioItem value="auto" data-autofocus>
        System
      </Menu.RadioItem>
      <Menu.RadioItem value="light">Light</Menu.RadioItem>
      <Menu.RadioItem value="dark">Dark</Menu.RadioItem>
    </Menu.RadioGroup>
  );
}

/** Show the account menu. */
export function AccountMenu({ onShowShortcuts, onSignedOut }: AccountMenuProps) {
  const user = useCurrentUser();
  const letters = initials(user.name);
  const areShortcutsOn = useShortcutsEnabled();
  const mutation = useMutation({ mutationFn: signOut, onSuccess: onSignedOut });
  return (
    <Menu
      position="bottom-end"
      width={240}
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={`${letters}, account of ${user.name}`}>
          {letters}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.person}>
          <div className={classes.name}>{user.name}</div>
          <div className={classes.role}>{user.role}</div>
        </div>
        <Menu.Divider />
        <ThemeItems />
        <Menu.Divider />
        <Menu.Label>Keyboard</Menu.Label>
        <Menu.CheckboxItem checked={areShortcutsOn} onChange={setShortcutsEnabled}>
          Shortcuts
        </Menu.CheckboxItem>
        <Menu.Item
          leftSection={<IconKeyboard size={16} stroke={1.75} />}
          rightSection={<kbd className={classes.key}>?</kbd>}
          onClick={onShowShortcuts}
        >
          List of shortcuts
        </Menu.Item>
        <Menu.Divider />
        {mutation.error !== null && (
          <div role="alert" className={classes.error}>
            You are still signed in. {mutation.error.message}
          </div>
        )}
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.75} />}
          closeMenuOnClick={false}
          disabled={mutation.isPending}
          onClick={() => {
            mutation.mutate();
          }}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
