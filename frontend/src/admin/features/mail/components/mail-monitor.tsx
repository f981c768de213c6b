/**
 * The page "did the mail arrive?": the answer in a sentence, numbers, days, and each mail.
 */
import { ActionIcon, Skeleton, Tabs, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';

import { Delayed } from '../../../components/delayed';
import { FetchingBar } from '../../../components/fetching-bar';
import { LoadError } from '../../../components/load-error';
import { PageTitle } from '../../../components/page-title';
import { ApiError } from '../../../lib/api-errors';
import { formatInteger } from '../../../lib/number-format';
import { formatClock } from '../../../lib/time-format';
import { useModule } from '../../../lib/use-module';
import { useNow } from '../../../lib/use-now';
import { mailMetricsQuery, type MeasuredMails } from '../api/get-mail-metrics';
import { countDays, daysOfRange, utcDay } from '../mail-range';
import { describeMails } from '../mail-summary';
import { MAIL_PATH, SUPPRESSED_PATH, type MailTab } from '../paths';
import { useMailFilters } from '../use-mail-filters';
import { MailChart } from './mail-chart';
import { MailControls } from './mail-controls';
import { MailFigures } from './mail-figures';
import { MailList } from './mail-list';
import { MailMonitorSkeleton } from './mail-monitor-skeleton';
import classes from './mail-monitor.module.css';
import { MailNotes } from './mail-notes';

const Suppressions = lazy(async () => ({
  default: (await import('./suppressions')).Suppressions,
}));

const loadMailDrawer = () => import('./mail-drawer');

const CLOCK_MILLISECONDS = 60_000;

interface MailMonitorProps {
  tab: MailTab;
  /** Makes the address of the inquiry that a mail is about. */
  inquiryPath: (inquiryId: string) => string;
}

function Answer({ measured, asOf }: { measured: MeasuredMails; asOf: string }) {
  const { total, first_day, last_day } = measured.metrics;
  return (
    <>
      <p className={classes.answer} role="status">
        {describeMails(total, countDays(first_day, last_day), measured.kind)}
      </p>
      <p className={classes.asOf}>As of {asOf}. Days are UTC days.</p>
    </>
  );
}

/** Show the e-mail monitor. */
export function MailMonitor({ tab, inquiryPath }: MailMonitorProps) {
  const queryClient = useQueryClient();
  const { filters, filter, open } = useMailFilters();
  const drawer = useModule('mail-drawer', loadMailDrawer, filters.mail !== null).data;
  const now = useNow(CLOCK_MILLISECONDS);
  const days = daysOfRange(filters.range, now);
  const query = useQuery(mailMetricsQuery(days, filters.kind));
  const measured = query.data;
  const isForbidden = query.error instanceof ApiError && query.error.status === 403;
  const suppressed = measured?.metrics.suppressed_addresses ?? 0;

  return (
    <>
      <div className={classes.head}>
        <div className={classes.words}>
          <PageTitle title="E-mail" />
          {measured !== undefined && (
            <Answer
              measured={measured}
              asOf={formatClock(new Date(query.dataUpdatedAt).toISOString(), now)}
            />
          )}
          {query.isPending && (
            <Delayed>
              <div className={classes.answerSkeleton}>
                <Skeleton height={14} width={360} maw="100%" />
                <Skeleton height={12} width={200} />
              </div>
            </Delayed>
          )}
        </div>
        {!isForbidden && (
          <div className={classes.controls}>
            {tab === 'mails' && <MailControls filters={filters} onFilter={filter} />}
            <Tooltip label="Refresh">
              <ActionIcon
                variant="default"
                size={40}
                aria-label="Refresh"
                onClick={() => void queryClient.invalidateQueries({ queryKey: ['mail'] })}
              >
                <IconRefresh size={18} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          </div>
        )}
      </div>
      {query.error !== null && (
        <div className={classes.error}>
          <LoadError what="E-mail" error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {!isForbidden && (
        <Tabs
          value={tab}
          onChange={(next) => {
            open(next === 'suppressed' ? SUPPRESSED_PATH : MAIL_PATH);
          }}
        >
          <Tabs.List>
            <Tabs.Tab value="mails">Mails</Tabs.Tab>
            <Tabs.Tab
              value="suppressed"
              rightSection={
                suppressed > 0 ? (
                  <span className={classes.count}>{formatInteger(suppressed)}</span>
                ) : null
              }
            >
              Suppressed addresses
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="mails">
            {tab === 'mails' && (
              <div className={classes.panel}>
                {query.isPending && (
                  <Delayed>
                    <MailMonitorSkeleton />
                  </Delayed>
                )}
                {measured !== undefined && (
                  <div aria-busy={query.isPlaceholderData} className={classes.measured}>
                    <FetchingBar isFetching={query.isFetching} />
                    <MailFigures rates={measured.metrics.total} />
                    <MailChart
                      measured={measured}
                      today={utcDay(now)}
                      onRange={(range) => {
                        filter({ range });
                      }}
                    />
                  </div>
                )}
                <MailList days={days} filters={filters} onFilter={filter} />
              </div>
            )}
          </Tabs.Panel>
          <Tabs.Panel value="suppressed">
            {tab === 'suppressed' && (
              <div className={classes.panel}>
                <Suspense>
                  <Suppressions inquiryPath={inquiryPath} />
                </Suspense>
              </div>
            )}
          </Tabs.Panel>
        </Tabs>
      )}
      {measured !== undefined && <MailNotes retention={measured.metrics.retention} />}
      {drawer !== undefined && (
        <drawer.MailDrawer mailId={filters.mail} inquiryPath={inquiryPath} />
      )}
    </>
  );
}
