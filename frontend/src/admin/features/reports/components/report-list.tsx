/**
 * The page "which drafts wait for review?": the newest version of each report, page by page.
 */
import { ActionIcon, Button, EmptyState, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFileText, IconFilterOff, IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';

import { CursorPaging } from '../../../components/cursor-paging';
import { Delayed } from '../../../components/delayed';
import { FetchingBar } from '../../../components/fetching-bar';
import { ListSkeleton } from '../../../components/list-skeleton';
import { LoadError } from '../../../components/load-error';
import { PageTitle } from '../../../components/page-title';
import { useCursorTrail, type Trail } from '../../../lib/cursor-trail';
import { formatInteger } from '../../../lib/number-format';
import { useRowFocus } from '../../../lib/row-focus';
import { reportCountsQuery } from '../api/get-report-counts';
import { PAGE_SIZE, reportsQuery } from '../api/get-reports';
import type { ListPlace, RowTarget } from '../list-links';
import { useReportFilters } from '../report-filters';
import type { ReportListItem, ReportPage } from '../types';
import { ReportCards } from './report-cards';
import { ReportFilterBar } from './report-filter-bar';
import classes from './report-list.module.css';
import { ReportTable } from './report-table';

const TABLE_FITS = '(min-width: 62em)';
const NEWEST_FIRST = { before: 'Newer', after: 'Older', first: 'Newest' };
const OLDEST_FIRST = { before: 'Older', after: 'Newer', first: 'Oldest' };

interface ReportListProps {
  /** Where a report is read; the place leads back to this page of the list. */
  linkTo: (report: ReportListItem, place: ListPlace) => RowTarget;
}

function countReports(count: number): string {
  return count === 1 ? '1 report' : `${formatInteger(count)} reports`;
}

function waitingText(drafts: number): string {
  if (drafts === 0) return 'No draft waits for review.';
  if (drafts === 1) return '1 draft waits for review.';
  return `${formatInteger(drafts)} drafts wait for review.`;
}

/** A page of rows that were filtered after reading may be short although there is a next one. */
function isBounded(page: ReportPage): page is ReportPage & { looked_at: number } {
  return page.looked_at !== null && page.next_cursor !== null && page.items.length < PAGE_SIZE;
}

function rangeText(page: ReportPage, trail: Trail | null): string {
  const count = page.items.length;
  if (trail === null || page.looked_at !== null) return countReports(count);
  const first = trail.length * PAGE_SIZE + 1;
  return `${formatInteger(first)}–${formatInteger(first + count - 1)}`;
}

function LookFurther({ lookedAt, nextCursor }: { lookedAt: number; nextCursor: string }) {
  const { pageAfter } = useCursorTrail();
  return (
    <div className={classes.bounded}>
      Looked at {countReports(lookedAt)}.
      <Button component={Link} {...pageAfter(nextCursor)} variant="default" size="compact-sm">
        Look further
      </Button>
    </div>
  );
}

function NoReports({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return (
    <div className={classes.surface}>
      {isFiltered ? (
        <EmptyState
          icon={<IconFilterOff stroke={1.5} />}
          title="Nothing matches these filters."
          py={64}
        >
          <EmptyState.Actions>
            <Button variant="default" onClick={onClear}>
              Clear filters
            </Button>
          </EmptyState.Actions>
        </EmptyState>
      ) : (
        <EmptyState
          icon={<IconFileText stroke={1.5} />}
          title="No reports yet."
          description="A draft appears here as soon as it is written for an inquiry."
          py={64}
        />
      )}
    </div>
  );
}

/** Show the list of reports. */
export function ReportList({ linkTo }: ReportListProps) {
  const { filters, isFiltered, clear } = useReportFilters();
  const { cursor, trail } = useCursorTrail();
  const { search } = useLocation();
  const isTable = useMediaQuery(TABLE_FITS, true, { getInitialValueInEffect: false });
  const region = useRowFocus<HTMLDivElement>();
  const queryClient = useQueryClient();
  const query = useQuery(reportsQuery(filters, cursor));
  const drafts = useQuery(reportCountsQuery()).data?.draft;
  const page = query.data;
  const isOldestFirst = filters.status !== null;
  const order = isOldestFirst ? 'longest waiting first' : 'newest first';
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: ['reports'] });
    void queryClient.invalidateQueries(reportCountsQuery());
  };

  useEffect(() => {
    window.scrollTo({ top: 0 });
  }, [cursor]);

  const ids = page?.items.map(({ inquiry_id: id }) => id) ?? [];
  const place: ListPlace = { search, trail, ids };
  const Rows = isTable ? ReportTable : ReportCards;
  return (
    <>
      <div className={classes.head}>
        <div>
          <PageTitle title="Reports" />
          <p className={classes.answer}>
            {drafts !== undefined && `${waitingText(drafts)} `}
            {isOldestFirst ? 'Longest waiting first.' : 'Newest first.'}
          </p>
        </div>
        <Tooltip label="Refresh">
          <ActionIcon variant="default" size={40} aria-label="Refresh" onClick={refresh}>
            <IconRefresh size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ReportFilterBar />
      {query.error !== null && (
        <div className={classes.error}>
          <LoadError what="Reports" error={query.error} onRetry={refresh} />
        </div>
      )}
      {query.isPending && (
        <Delayed>
          <ListSkeleton what="reports" isTable={isTable} />
        </Delayed>
      )}
      {page !== undefined && (
        <div ref={region} aria-busy={query.isPlaceholderData} className={classes.rows}>
          <FetchingBar isFetching={query.isFetching} />
          {page.items.length > 0 && (
            <Rows
              reports={page.items}
              caption={`Reports, ${order}`}
              linkTo={(report) => linkTo(report, place)}
            />
          )}
          {page.items.length === 0 && page.next_cursor === null && cursor === null && (
            <NoReports isFiltered={isFiltered} onClear={clear} />
          )}
          {isBounded(page) && (
            <LookFurther lookedAt={page.looked_at} nextCursor={page.next_cursor ?? ''} />
          )}
          {(page.items.length > 0 || cursor !== null) && (
            <CursorPaging
              range={rangeText(page, trail)}
              nextCursor={isBounded(page) ? null : page.next_cursor}
              labels={isOldestFirst ? OLDEST_FIRST : NEWEST_FIRST}
            />
          )}
        </div>
      )}
    </>
  );
}
