/**
 * The frame around every page for people who are signed in.
 */
import { AppShell, Burger } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Outlet, useLoaderData, useLocation, useNavigate } from 'react-router';

import { WordMark } from '../../components/word-mark';
import { sessionQuery } from '../../features/session/api/get-session';
import { ExpiryNotice } from '../../features/session/components/expiry-notice';
import { forgetSession } from '../../features/session/session-hint';
import type { Session } from '../../features/session/types';
import { CurrentUserContext } from '../../lib/current-user';
import { useShortcuts } from '../../lib/shortcuts';
import { useModule } from '../../lib/use-module';
import { useOnline } from '../../lib/use-online';
import { SIGN_IN_PATH } from '../targets';
import { AccountMenu } from './account-menu';
import { Breadcrumbs } from './breadcrumbs';
import { InquirySearch } from './inquiry-search';
import { Navigation } from './navigation';
import { groupsFor } from './pages';
import classes from './shell.module.css';

// What no page needs at once is loaded after it, so that the page is there sooner.
const loadNotices = () => import('./notices');
const loadRenewalDialog = () => import('../../features/session/components/renewal-dialog');
const loadNavigationDrawer = () => import('./navigation-drawer');
const loadShortcutList = () => import('./shortcut-list');

const HEADER_HEIGHT = 56;
const NAVBAR_WIDTH = 232;
const NAVBAR_FITS = '(min-width: 48em)';

/** Show the frame with the current page in it. */
export function Shell() {
  const loaded = useLoaderData<Session>();
  const session = useQuery({ ...sessionQuery(), initialData: loaded }).data;
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const hasNavbar = useMediaQuery(NAVBAR_FITS, true, { getInitialValueInEffect: false });
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const [isShortcutListOpen, shortcutList] = useDisclosure(false);
  const isOnline = useOnline();
  const noticePart = useModule('notices', loadNotices).data;
  const renewalPart = useModule('renewal-dialog', loadRenewalDialog).data;
  const drawerPart = useModule('navigation-drawer', loadNavigationDrawer, !hasNavbar).data;
  const shortcutPart = useModule('shortcut-list', loadShortcutList, isShortcutListOpen).data;
  const leave = () => {
    forgetSession();
    void navigate(SIGN_IN_PATH);
  };
  const isProduction = session.environment === 'prod';
  const { permissions } = session.user;
  const pages = groupsFor(permissions).flatMap((group) => group.pages);

  useShortcuts({
    ...Object.fromEntries(pages.map(({ keys, path }) => [keys, () => void navigate(path)])),
    '?': shortcutList.open,
  });
  useEffect(() => {
    drawer.close();
    // The drawer closes when another page has been opened from it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pathname]);

  return (
    <CurrentUserContext value={session.user}>
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell
        layout="alt"
        header={{ height: HEADER_HEIGHT }}
        {...(hasNavbar ? { navbar: { width: NAVBAR_WIDTH, breakpoint: 'xs' } } : {})}
        padding={{ base: 16, sm: 32 }}
        className={classes.shell}
        data-strip={!isProduction || undefined}
      >
        {!isProduction && (
          <section aria-label="Environment" className={classes.strip}>
            Not production: {session.environment}
          </section>
        )}
        {hasNavbar && (
          <AppShell.Navbar aria-label="Main" className={classes.navbar}>
            <div className={classes.brand}>
              <WordMark />
            </div>
            <Navigation session={session} />
          </AppShell.Navbar>
        )}
        <AppShell.Header className={classes.header}>
          {!hasNavbar && (
            <Burger
              opened={isDrawerOpen}
              onClick={drawer.toggle}
              size="sm"
              aria-label="Open navigation"
            />
          )}
          <div className={classes.place}>{hasNavbar ? <Breadcrumbs /> : <WordMark />}</div>
          {permissions.includes('inquiries:read') && <InquirySearch isFolded={!hasNavbar} />}
          <AccountMenu onShowShortcuts={shortcutList.open} onSignedOut={leave} />
        </AppShell.Header>
        <AppShell.Main id="main" className={classes.main} tabIndex={-1}>
          {!isOnline && (
            <div role="status" className={classes.offline}>
              You are offline. Changes are not saved.
            </div>
          )}
          <ExpiryNotice expiresAt={session.expires_at} />
          <Outlet />
        </AppShell.Main>
      </AppShell>
      {drawerPart !== undefined && (
        <drawerPart.NavigationDrawer
          opened={!hasNavbar && isDrawerOpen}
          onClose={drawer.close}
          session={session}
        />
      )}
      {shortcutPart !== undefined && (
        <shortcutPart.ShortcutList
          opened={isShortcutListOpen}
          onClose={shortcutList.close}
          pages={pages}
        />
      )}
      {noticePart !== undefined && <noticePart.Notices />}
      {renewalPart !== undefined && (
        <renewalPart.RenewalDialog username={session.user.username} onLeave={leave} />
      )}
    </CurrentUserContext>
  );
}
