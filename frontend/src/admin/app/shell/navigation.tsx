/**
 * The entries of the navigation and, at its foot, where one is: environment, stage, release.
 */
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';

import { inquiryCountsQuery } from '../../features/inquiries/api/get-inquiry-counts';
import { INQUIRIES_PATH } from '../../features/inquiries/paths';
import { REPORTS_PATH } from '../../features/reports/paths';
import type { Session } from '../../features/session/types';
import { formatInteger } from '../../lib/number-format';
import classes from './navigation.module.css';
import { groupsFor, type NavigationPage } from './pages';

interface Waiting {
  count: number;
  /** What is counted, for who does not see where the number stands. */
  of: string;
}

function placeText({ environment, stage }: Session): string {
  return stage === environment ? environment : `${environment} · ${stage}`;
}

/** Count what waits on the pages; nothing before it is known. */
function useWaiting(permissions: readonly string[]): Record<string, Waiting> {
  const enabled = permissions.includes('inquiries:read');
  const { data } = useQuery({ ...inquiryCountsQuery(), enabled });
  if (data === undefined) return {};
  return {
    [INQUIRIES_PATH]: { count: data.by_status.pending ?? 0, of: 'pending' },
    [REPORTS_PATH]: { count: data.by_report.draft ?? 0, of: 'drafts' },
  };
}

interface EntryProps {
  page: NavigationPage;
  waiting: Waiting | undefined;
}

function Entry({ page, waiting }: EntryProps) {
  const { path, label, icon: Icon, prefetch } = page;
  const onApproach = () => void prefetch?.();
  return (
    <NavLink
      to={path}
      className={classes.entry ?? ''}
      onMouseEnter={onApproach}
      onFocus={onApproach}
    >
      <Icon size={18} stroke={1.75} aria-hidden />
      {label}
      {waiting !== undefined && waiting.count > 0 && (
        <span className={classes.count}>
          {formatInteger(waiting.count)}
          <VisuallyHidden component="span"> {waiting.of}</VisuallyHidden>
        </span>
      )}
    </NavLink>
  );
}

/** Show the navigation. */
export function Navigation({ session }: { session: Session }) {
  const { permissions } = session.user;
  const waiting = useWaiting(permissions);
  return (
    <>
      <div className={classes.entries}>
        {groupsFor(permissions).map(({ title, pages }) => (
          <div key={title} className={classes.group}>
            <h2 className={classes.title}>{title}</h2>
            {pages.map((page) => (
              <Entry key={page.path} page={page} waiting={waiting[page.path]} />
            ))}
          </div>
        ))}
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
