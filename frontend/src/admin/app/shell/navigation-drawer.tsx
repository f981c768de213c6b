/**
 * The navigation of narrow screens.
 */
import { Drawer } from '@mantine/core';

import { WordMark } from '../../components/word-mark';
import type { Session } from '../../features/session/types';
import { Navigation } from './navigation';
import classes from './navigation-drawer.module.css';

interface NavigationDrawerProps {
  opened: boolean;
  onClose: () => void;
  session: Session;
}

/** Show the navigation as a drawer. */
export function NavigationDrawer({ opened, onClose, session }: NavigationDrawerProps) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} size={280}>
      <Drawer.Overlay />
      <Drawer.Content classNames={{ content: classes.content }} aria-label="Navigation">
        <div className={classes.head}>
          <WordMark />
          <Drawer.CloseButton aria-label="Close navigation" size={44} iconSize={20} />
        </div>
        <nav aria-label="Main" className={classes.body}>
          <Navigation session={session} />
        </nav>
      </Drawer.Content>
    </Drawer.Root>
  );
}
