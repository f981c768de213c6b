/**
 * The page "what is known, what is owed, what do I answer?" of one inquiry.
 */
import { Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';

import { Delayed } from '../../../components/delayed';
import { FetchingBar } from '../../../components/fetching-bar';
import { LoadError } from '../../../components/load-error';
import { NothingHere } from '../../../components/nothing-here';
import { PageTitle } from '../../../components/page-title';
import { ApiError } from '../../../lib/api-errors';
import { useShortcuts } from '../../../lib/shortcuts';
import { useModule } from '../../../lib/use-module';
import { inquiryQuery } from '../api/get-inquiry';
import { originAddress, originName, originState, readOrigin } from '../list-origin';
import { INQUIRIES_PATH, INQUIRY_TABS, inquiryPath, isInquiryTab, type InquiryTab } from '../paths';
import type { Inquiry } from '../types';
import { useInquiryEdit } from '../use-inquiry-edit';
import { ConflictBanner } from './conflict-banner';
import { InquiryAside } from './inquiry-aside';
import { InquiryDetailSkeleton } from './inquiry-detail-skeleton';
import classes from './inquiry-detail.module.css';
import { InquiryHeader } from './inquiry-header';
import { ReportPanel } from './report-panel';

const loadActivityPanel = () => import('./activity-panel');
const loadInquiryAccordion = () => import('./inquiry-accordion');
const loadMailPanel = () => import('./mail-panel');

const ASIDE_FITS = '(min-width: 75em)';

const TAB_LABELS: Record<InquiryTab, string> = {
  report: 'Report',
  activity: 'Activity',
  mail: 'Mail',
};

interface InquiryDetailProps {
  inquiryId: string;
  tab: InquiryTab;
  renderReport: (inquiry: Inquiry) => ReactNode;
}

interface LoadedProps extends Omit<InquiryDetailProps, 'inquiryId'> {
  inquiry: Inquiry;
}

function ActivityTab({ inquiry }: { inquiry: Inquiry }) {
  const part = useModule('activity-panel', loadActivityPanel);
  if (part.error !== null) {
    return <LoadError what="Activity" error={part.error} onRetry={() => void part.refetch()} />;
  }
  return part.data === undefined ? null : <part.data.ActivityPanel inquiry={inquiry} />;
}

function MailTab({ inquiry }: { inquiry: Inquiry }) {
  const part = useModule('mail-panel', loadMailPanel);
  if (part.error !== null) {
    return <LoadError what="Mail" error={part.error} onRetry={() => void part.refetch()} />;
  }
  return part.data === undefined ? null : <part.data.MailPanel inquiry={inquiry} />;
}

function Loaded({ inquiry, tab, renderReport }: LoadedProps) {
  const navigate = useNavigate();
  const { state } = useLocation() as { state: unknown };
  const hasAside = useMediaQuery(ASIDE_FITS, true, { getInitialValueInEffect: false });
  const accordion = useModule('inquiry-accordion', loadInquiryAccordion, !hasAside).data;
  const editing = useInquiryEdit(inquiry);
  const openTab = (next: InquiryTab) => {
    const options = { replace: true, preventScrollReset: true, state };
    void navigate(inquiryPath(inquiry.id, next), options);
  };
  useShortcuts(
    Object.fromEntries(
      INQUIRY_TABS.map((name, index) => [
        String(index + 1),
        () => {
          openTab(name);
        },
      ]),
    ),
  );
  const counts: Partial<Record<InquiryTab, number>> = { mail: inquiry.email_events.length };
  return (
    <>
      <InquiryHeader inquiry={inquiry} editing={editing} tab={tab} origin={readOrigin(state)} />
      {editing.conflict !== null && (
        <div className={classes.notice}>
          <ConflictBanner
            conflict={editing.conflict}
            inquiry={inquiry}
            isPending={editing.isPending}
            onApply={editing.applyAnyway}
            onKeep={editing.keepTheirs}
          />
        </div>
      )}
      {!hasAside && accordion !== undefined && <accordion.InquiryAccordion inquiry={inquiry} />}
      <Tabs
        value={tab}
        onChange={(next) => {
          if (isInquiryTab(next)) openTab(next);
        }}
        keepMounted={false}
      >
        <Tabs.List>
          {INQUIRY_TABS.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              rightSection={
                counts[name] === undefined || counts[name] === 0 ? null : (
                  <span className={classes.count}>{counts[name]}</span>
                )
              }
            >
              {TAB_LABELS[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={classes.columns} data-aside={hasAside || undefined}>
          <div className={classes.main}>
            <Tabs.Panel value="report">
              <ReportPanel inquiry={inquiry} renderReport={renderReport} />
            </Tabs.Panel>
            <Tabs.Panel value="activity">
              <ActivityTab inquiry={inquiry} />
            </Tabs.Panel>
            <Tabs.Panel value="mail">
              <MailTab inquiry={inquiry} />
            </Tabs.Panel>
          </div>
          {hasAside && <InquiryAside inquiry={inquiry} />}
        </div>
      </Tabs>
    </>
  );
}

/** Show one inquiry. */
export function InquiryDetail({ inquiryId, tab, renderReport }: InquiryDetailProps) {
  const query = useQuery(inquiryQuery(inquiryId));
  const navigate = useNavigate();
  const origin = readOrigin(useLocation().state);
  useShortcuts({
    Escape: () => {
      void navigate(originAddress(origin), { state: originState(origin) });
    },
  });
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <NothingHere
        title="There is no such inquiry"
        description="The link may be incomplete, or the inquiry was removed."
        wayOn={{ to: INQUIRIES_PATH, label: 'Go to inquiries' }}
      />
    );
  }
  return (
    <>
      <Link to={originAddress(origin)} state={originState(origin)} className={classes.back}>
        <IconChevronLeft size={16} stroke={1.75} aria-hidden />
        {originName(origin)}
      </Link>
      {query.error !== null && (
        <div className={classes.notice}>
          {query.data === undefined && <PageTitle title="Inquiry" />}
          <LoadError what="The inquiry" error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.isPending && (
        <Delayed>
          <InquiryDetailSkeleton />
        </Delayed>
      )}
      {query.data !== undefined && (
        <>
          <FetchingBar isFetching={query.isRefetching} />
          <Loaded inquiry={query.data} tab={tab} renderReport={renderReport} />
        </>
      )}
    </>
  );
}
