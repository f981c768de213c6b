/**
 * The entries of the navigation and, at its foot, where one is: environment, stage, release.
 */
import { VisuallyHidden } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { NavLink } from 'react-router';

import { INQUIRIES_PATH } from '../../features/inquiries/paths';
import type { Session } from '../../features/session/types';
import { loadInquiryList } from '../page-chunks';
import classes from './navigation.module.css';

interface NavigationProps {
  session: Session;
}

function placeText({ environment, stage }: Session): string {
  return stage === environment ? environment : `${environment} · ${stage}`;
}

/** Show the navigation. */
export function Navigation({ session }: NavigationProps) {
  const prefetch = () => void loadInquiryList();
  return (
    <>
      <div className={classes.entries}>
        <h2 className={classes.group}>Work</h2>
        <NavLink
          to={INQUIRIES_PATH}
          className={classes.entry ?? ''}
          onMouseEnter={prefetch}
          onFocus={prefetch}
        >
          <IconInbox size={18} stroke={1.75} aria-hidden />
          Inquiries
        </NavLink>
      </div>
      <dl className={classes.place}>
        <div>
          <VisuallyHidden component="dt">Environment</VisuallyHidden>
          <dd className={classes.environment}>{placeText(session)}</dd>
        </div>
        <div>
          <VisuallyHidden component="dt">Release</VisuallyHidden>
          <dd className={classes.release}>{session.release}</dd>
        </div>
      </dl>
    </>
  );
}
