/**
 * The page "which inquiry next?": filtered or searched, page by page.
 */
import { ActionIcon, Button, EmptyState, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconFilterOff, IconInbox, IconRefresh } from '@tabler/icons-react';
import { hashKey, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';

import { Delayed } from '../../../components/delayed';
import { FetchingBar } from '../../../components/fetching-bar';
import { ListSkeleton } from '../../../components/list-skeleton';
import { LoadError } from '../../../components/load-error';
import { PageTitle } from '../../../components/page-title';
import { WriteButton } from '../../../components/write-button';
import { useCursorTrail } from '../../../lib/cursor-trail';
import { formatInteger } from '../../../lib/number-format';
import { useRowFocus } from '../../../lib/row-focus';
import { useSearchChange } from '../../../lib/search-parameters';
import { useShortcuts } from '../../../lib/shortcuts';
import { useModule } from '../../../lib/use-module';
import type { ListPlace } from '../api/get-inquiries';
import { inquiryCountsQuery } from '../api/get-inquiry-counts';
import { exportInquiries } from '../export-inquiries';
import { countFilters, filtersForApi, readFilters, writeFilters, type InquiryFilters } from '../filters';
import { INQUIRIES_PATH, inquiryPath } from '../paths';
import { useBulkEdit } from '../use-bulk-edit';
import { useInquiryList } from '../use-inquiry-list';
import { useSelection } from '../use-selection';
import { InquiryCards } from './inquiry-cards';
import classes from './inquiry-list.module.css';
import { InquiryTable } from './inquiry-table';
import { ListPaging } from './list-paging';
import { SelectionBar } from './selection-bar';

const loadFilterBar = () => import('./filter-bar');
const loadFilterDrawer = () => import('./filter-drawer');

const TABLE_FITS = '(min-width: 62em)';

function rowOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-inquiry]') ?? null;
}

function newRowsText(count: number): string {
  return count === 1 ? '1 new inquiry' : `${formatInteger(count)} new inquiries`;
}

function orderText({ q }: InquiryFilters): string {
  return q === null ? 'Newest first' : 'In the order of the words that were found, A to Z';
}

/** Say how many inquiries there are, and in which order they are shown. */
function Summary({ filters }: { filters: InquiryFilters }) {
  const counts = useQuery(inquiryCountsQuery()).data;
  const order = orderText(filters);
  if (counts === undefined || countFilters(filters) > 0) {
    return <p className={classes.order}>{order}</p>;
  }
  const waiting = counts.by_status.pending ?? 0;
  const parts = [
    `${formatInteger(counts.total)} in total`,
    `${formatInteger(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for a person`,
    order.toLowerCase(),
  ];
  return <p className={classes.order}>{parts.join(' · ')}</p>;
}

function NothingYet() {
  return (
    <EmptyState
      icon={<IconInbox stroke={1.5} />}
      title="No inquiries yet."
      description="They appear here when someone uses the contact form."
      py={64}
    >
      <EmptyState.Actions>
        <Button component="a" href="/contact" variant="default">
          Open contact form
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

/** Say that nothing was found; there may be more where it was not looked yet. */
function NothingFound({ isSearch, isLast }: { isSearch: boolean; isLast: boolean }) {
  const what = isSearch ? 'Nothing matches this search.' : 'Nothing matches these filters.';
  return (
    <EmptyState
      icon={<IconFilterOff stroke={1.5} />}
      title={isLast ? what : 'Nothing found so far.'}
      py={48}
    >
      <EmptyState.Actions>
        <Button component={Link} to={INQUIRIES_PATH} variant="default">
          {isSearch ? 'Clear the search' : 'Clear filters'}
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

/** Show the list of inquiries. */
export function InquiryList() {
  const [parameters] = useSearchParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const changeSearch = useSearchChange();
  const { cursor, trail } = useCursorTrail();
  const place = useMemo<ListPlace>(
    () => ({ filters: readFilters(parameters), cursor }),
    [parameters, cursor],
  );
  const { filters } = place;
  const isFiltered = countFilters(filters) > 0;
  const isTable = useMediaQuery(TABLE_FITS, true, { getInitialValueInEffect: false });
  const filterBar = useModule('filter-bar', loadFilterBar, isTable).data;
  const filterDrawer = useModule('filter-drawer', loadFilterDrawer, !isTable).data;
  const region = useRowFocus<HTMLDivElement>();
  const list = useInquiryList(place);
  const { rows, page } = list;
  const selection = useSelection(rows, hashKey([place]));
  const bulkEdit = useBulkEdit({
    onRefused: selection.select,
    onShow: (inquiryId) => {
      const links = region.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [];
      const link = [...links].find((each) => rowOf(each)?.dataset.inquiry === inquiryId);
      if (link === undefined) void navigate(inquiryPath(inquiryId));
      else link.focus();
    },
  });
  const order = orderText(filters);
  const hasRows = rows.length > 0;
  const changeFilters = (changes: Partial<InquiryFilters>) => {
    changeSearch((latest) => writeFilters({ ...readFilters(latest), ...changes }));
  };

  useEffect(() => {
    window.scrollTo({ top: 0 });
  }, [place]);
  useShortcuts({
    x: () => {
      const inquiryId = rowOf(document.activeElement)?.dataset.inquiry;
      if (inquiryId !== undefined) selection.toggle(inquiryId);
    },
    ...(selection.isEmpty ? {} : { Escape: selection.clear }),
  });

  const shown = {
    inquiries: rows,
    order,
    selection,
    origin: { search, trail, ids: rows.map(({ id }) => id) },
  };
  return (
    <>
      <div className={classes.head}>
        <div>
          <PageTitle title={filters.q === null ? 'Inquiries' : `Search: ${filters.q}`} />
          <Summary filters={filters} />
        </div>
        <div className={classes.actions}>
          {filterDrawer !== undefined && !isTable && (
            <filterDrawer.FilterDrawer filters={filters} onChange={changeFilters} />
          )}
          <WriteButton
            variant="default"
            size={isTable ? 'sm' : 'md'}
            leftSection={<IconDownload size={16} stroke={1.75} />}
            disabled={!hasRows}
            onClick={() => void exportInquiries(filtersForApi(filters))}
          >
            Export
          </WriteButton>
          <Tooltip label="Refresh">
            <ActionIcon
              variant="default"
              size={isTable ? 36 : 42}
              aria-label="Refresh"
              onClick={() => void list.refresh()}
            >
              <IconRefresh size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      {isTable && (
        <div className={classes.filters}>
          {filterBar !== undefined && (
            <filterBar.FilterBar filters={filters} onChange={changeFilters} />
          )}
        </div>
      )}
      <div role="status">
        {cursor === null && list.newCount > 0 && (
          <div className={classes.news}>
            {newRowsText(list.newCount)}
            <Button size="compact-sm" variant="default" onClick={list.showNew}>
              Show
            </Button>
          </div>
        )}
      </div>
      {list.error !== null && (
        <div className={classes.error}>
          <LoadError what="Inquiries" error={list.error} onRetry={() => void list.refresh()} />
        </div>
      )}
      {!list.isLoaded && list.error === null && (
        <Delayed>
          <ListSkeleton what="inquiries" isTable={isTable} />
        </Delayed>
      )}
      {page !== null && (
        <div
          ref={region}
          aria-busy={list.isTurning}
          data-selecting={!selection.isEmpty || undefined}
          className={classes.rows}
        >
          <FetchingBar isFetching={list.isFetching} />
          {!selection.isEmpty && (
            <SelectionBar
              selection={selection}
              isBusy={bulkEdit.isBusy}
              onChange={(change) => {
                bulkEdit.change(selection.rows, change);
              }}
              onExport={() => void exportInquiries({ ids: selection.rows.map(({ id }) => id) })}
            />
          )}
          {hasRows && (isTable ? <InquiryTable {...shown} /> : <InquiryCards {...shown} />)}
          {!hasRows && (
            <div className={classes.surface}>
              {isFiltered || cursor !== null ? (
                <NothingFound isSearch={filters.q !== null} isLast={page.next_cursor === null} />
              ) : (
                <NothingYet />
              )}
            </div>
          )}
          <ListPaging page={page} count={rows.length} isSearch={filters.q !== null} />
        </div>
      )}
    </>
  );
}
