/**
 * The page "which inquiry next?": newest first, page by page.
 */
import { ActionIcon, Button, EmptyState, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconInbox, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useLocation, useSearchParams } from 'react-router';

import { Delayed } from '../../../components/delayed';
import { FetchingBar } from '../../../components/fetching-bar';
import { LoadError } from '../../../components/load-error';
import { PageTitle } from '../../../components/page-title';
import { useShortcuts } from '../../../lib/shortcuts';
import { useInquiryList } from '../use-inquiry-list';
import { InquiryCards } from './inquiry-cards';
import { InquiryListSkeleton } from './inquiry-list-skeleton';
import classes from './inquiry-list.module.css';
import { InquiryTable } from './inquiry-table';
import { ListPaging, type Trail } from './list-paging';

const TABLE_FITS = '(min-width: 62em)';
const ROW_LINK = '[data-row-link]';

function moveFocus(list: HTMLElement | null, step: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>(ROW_LINK) ?? [])];
  const current = links.findIndex((link) => link === document.activeElement);
  const next = current === -1 ? 0 : current + step;
  links.at(Math.min(Math.max(next, 0), links.length - 1))?.focus();
}

function readTrail(state: unknown, cursor: string | null): Trail | null {
  if (cursor === null) return [];
  const trail = (state as { trail?: Trail } | null)?.trail;
  return Array.isArray(trail) ? (trail as Trail) : null;
}

function newRowsText(count: number): string {
  return count === 1 ? '1 new inquiry' : `${String(count)} new inquiries`;
}

/** Show the list of inquiries. */
export function InquiryList() {
  const [parameters] = useSearchParams();
  const cursor = parameters.get('cursor');
  const trail = readTrail(useLocation().state, cursor);
  const isTable = useMediaQuery(TABLE_FITS, true, { getInitialValueInEffect: false });
  const region = useRef<HTMLDivElement>(null);
  const list = useInquiryList(cursor);
  const hasRows = list.rows.length > 0;

  useEffect(() => {
    window.scrollTo({ top: 0 });
  }, [cursor]);
  useShortcuts({
    j: () => {
      moveFocus(region.current, 1);
    },
    k: () => {
      moveFocus(region.current, -1);
    },
  });

  return (
    <>
      <div className={classes.head}>
        <div>
          <PageTitle title="Inquiries" />
          <p className={classes.order}>Newest first</p>
        </div>
        <Tooltip label="Refresh">
          <ActionIcon
            variant="default"
            size={40}
            aria-label="Refresh"
            onClick={() => void list.refresh()}
          >
            <IconRefresh size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </div>
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
          <InquiryListSkeleton isTable={isTable} />
        </Delayed>
      )}
      {list.isLoaded && !hasRows && (
        <div className={classes.surface}>
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
        </div>
      )}
      {hasRows && (
        <div ref={region} aria-busy={list.isTurning} className={classes.rows}>
          <FetchingBar isFetching={list.isFetching} />
          {isTable ? <InquiryTable inquiries={list.rows} /> : <InquiryCards inquiries={list.rows} />}
          <ListPaging
            cursor={cursor}
            nextCursor={list.nextCursor}
            trail={trail}
            count={list.rows.length}
          />
        </div>
      )}
    </>
  );
}
