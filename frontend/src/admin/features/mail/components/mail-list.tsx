/**
 * The mails of the range, newest first, page by page, by state.
 */
import { Button, EmptyState } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

import { Delayed } from '../../../components/delayed';
import { FetchingBar } from '../../../components/fetching-bar';
import { ListSkeleton } from '../../../components/list-skeleton';
import { LoadError } from '../../../components/load-error';
import { ApiError } from '../../../lib/api-errors';
import { MAIL_STATES } from '../../../lib/mail-states';
import { useRowFocus } from '../../../lib/row-focus';
import { mailsQuery } from '../api/get-mails';
import type { Days } from '../mail-range';
import type { MailFilters } from '../use-mail-filters';
import { useTableFits } from '../use-table-fits';
import { FilterSelect } from './filter-select';
import { MailCards } from './mail-cards';
import classes from './mail-list.module.css';
import { MailPaging } from './mail-paging';
import { MailTable } from './mail-table';

// A mail is on record from the moment that it was handed over or given up, never as queued.
const STATES = Object.entries(MAIL_STATES).flatMap(([value, { label }]) =>
  value === 'queued' ? [] : [{ value, label }],
);

interface MailListProps {
  days: Days;
  filters: MailFilters;
  onFilter: (changes: { status?: string | null; kind?: string | null }) => void;
}

function NoMails({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return (
    <div className={classes.surface}>
      <EmptyState
        icon={<IconMailOff stroke={1.5} />}
        title={isFiltered ? 'Nothing matches these filters.' : 'No mail in this range.'}
        description={isFiltered ? undefined : 'Mails appear here once they have been sent.'}
        py={48}
      >
        {isFiltered && (
          <EmptyState.Actions>
            <Button variant="default" onClick={onClear}>
              Clear filters
            </Button>
          </EmptyState.Actions>
        )}
      </EmptyState>
    </div>
  );
}

/** Show the list of mails. */
export function MailList({ days, filters, onFilter }: MailListProps) {
  const { kind, status, cursor } = filters;
  const isTable = useTableFits();
  const region = useRowFocus<HTMLDivElement>();
  const top = useRef<HTMLElement>(null);
  const query = useQuery(mailsQuery({ ...days, kind, status, cursor }));
  const page = query.data;
  const isForbidden = query.error instanceof ApiError && query.error.status === 403;
  const isLast = page?.next_cursor == null;

  const lastCursor = useRef(cursor);
  useEffect(() => {
    if (lastCursor.current !== cursor) top.current?.scrollIntoView({ block: 'start' });
    lastCursor.current = cursor;
  }, [cursor]);

  // The page has said already that it may not be opened.
  if (isForbidden) return null;
  return (
    <section ref={top} aria-labelledby="mails-heading" className={classes.list}>
      <div className={classes.head}>
        <h2 id="mails-heading" className={classes.title}>
          Mails, newest first
        </h2>
        <FilterSelect
          label="State"
          all="All states"
          choices={STATES}
          value={status}
          onChange={(next) => {
            onFilter({ status: next });
          }}
        />
      </div>
      {query.error !== null && (
        <LoadError what="Mails" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && (
        <Delayed>
          <ListSkeleton what="mails" isTable={isTable} />
        </Delayed>
      )}
      {page !== undefined && (
        <div ref={region} aria-busy={query.isPlaceholderData} className={classes.rows}>
          <FetchingBar isFetching={query.isFetching} />
          {page.items.length > 0 &&
            (isTable ? <MailTable mails={page.items} /> : <MailCards mails={page.items} />)}
          {page.items.length === 0 && isLast && (
            <NoMails
              isFiltered={kind !== null || status !== null}
              onClear={() => {
                onFilter({ kind: null, status: null });
              }}
            />
          )}
          <MailPaging page={page} />
        </div>
      )}
    </section>
  );
}
