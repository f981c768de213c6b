/**
 * The page "what is known, what is owed, what do I answer?" of one inquiry.
 */
import { Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';

import { Delayed } from '../../../components/delayed';
import { FetchingBar } from '../../../components/fetching-bar';
import { LoadError } from '../../../components/load-error';
import { NothingHere } from '../../../components/nothing-here';
import { PageTitle } from '../../../components/page-title';
import { ApiError } from '../../../lib/api-errors';
import { useShortcuts } from '../../../lib/shortcuts';
import { inquiryQuery } from '../api/get-inquiry';
import { INQUIRIES_PATH, inquiryPath, type InquiryTab } from '../paths';
import type { Inquiry, ReportSummary } from '../types';
import { InquiryAccordion, InquiryAside } from './inquiry-aside';
import { InquiryDetailSkeleton } from './inquiry-detail-skeleton';
import classes from './inquiry-detail.module.css';
import { InquiryHeader } from './inquiry-header';
import { MailPanel } from './mail-panel';
import { ReportPanel } from './report-panel';

const ASIDE_FITS = '(min-width: 75em)';

interface InquiryDetailProps {
  inquiryId: string;
  tab: InquiryTab;
  renderReport: (report: ReportSummary) => ReactNode;
}

interface LoadedProps extends Omit<InquiryDetailProps, 'inquiryId'> {
  inquiry: Inquiry;
}

function Loaded({ inquiry, tab, renderReport }: LoadedProps) {
  const navigate = useNavigate();
  const hasAside = useMediaQuery(ASIDE_FITS, true, { getInitialValueInEffect: false });
  const openTab = (next: InquiryTab) => {
    void navigate(inquiryPath(inquiry.id, next), { replace: true, preventScrollReset: true });
  };
  useShortcuts({
    '1': () => {
      openTab('report');
    },
    '2': () => {
      openTab('mail');
    },
  });
  const mailCount = inquiry.email_events.length;
  return (
    <>
      <InquiryHeader inquiry={inquiry} />
      {!hasAside && <InquiryAccordion inquiry={inquiry} />}
      <Tabs
        value={tab}
        onChange={(next) => {
          if (next === 'report' || next === 'mail') openTab(next);
        }}
      >
        <Tabs.List>
          <Tabs.Tab value="report">Report</Tabs.Tab>
          <Tabs.Tab
            value="mail"
            rightSection={mailCount > 0 ? <span className={classes.count}>{mailCount}</span> : null}
          >
            Mail
          </Tabs.Tab>
        </Tabs.List>
        <div className={classes.columns} data-aside={hasAside || undefined}>
          <div className={classes.main}>
            <Tabs.Panel value="report">
              <ReportPanel inquiry={inquiry} renderReport={renderReport} />
            </Tabs.Panel>
            <Tabs.Panel value="mail">
              <MailPanel inquiry={inquiry} />
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
  useShortcuts({
    Escape: () => {
      void navigate(INQUIRIES_PATH);
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
      <Link to={INQUIRIES_PATH} className={classes.back}>
        <IconChevronLeft size={16} stroke={1.75} aria-hidden />
        Inquiries
      </Link>
      {query.error !== null && (
        <div className={classes.error}>
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
