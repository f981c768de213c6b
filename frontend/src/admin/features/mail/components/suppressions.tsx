/**
 * The addresses that get no more mail, and lifting that.
 */
import { EmptyState } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { Delayed } from '../../../components/delayed';
import { FetchingBar } from '../../../components/fetching-bar';
import { ListSkeleton } from '../../../components/list-skeleton';
import { LoadError } from '../../../components/load-error';
import { usePermission } from '../../../lib/current-user';
import { suppressionsQuery } from '../api/get-suppressions';
import type { SuppressedAddress } from '../types';
import { useTableFits } from '../use-table-fits';
import { LiftDialog } from './lift-dialog';
import { SuppressedAddresses } from './suppressed-addresses';
import classes from './suppressions.module.css';

function leadText(count: number): string {
  const who = count === 1 ? '1 address gets' : `${String(count)} addresses get`;
  return `${who} no more mail, since a mail bounced for good or was reported as spam.`;
}

/** Show the suppressed addresses. */
export function Suppressions({ inquiryPath }: { inquiryPath: (inquiryId: string) => string }) {
  const mayLift = usePermission('mail:write');
  const isTable = useTableFits();
  const query = useQuery(suppressionsQuery());
  const status = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<SuppressedAddress | null>(null);
  const [lifted, setLifted] = useState<string | null>(null);
  const items = query.data;
  return (
    <section aria-label="Suppressed addresses">
      {/* The row that had the focus is gone after lifting, so the news of it takes the focus. */}
      <div ref={status} role="status" tabIndex={-1} className={classes.status}>
        {lifted !== null && <div className={classes.news}>{lifted} gets mail again.</div>}
      </div>
      {query.error !== null && (
        <LoadError
          what="Suppressed addresses"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && (
        <Delayed>
          <ListSkeleton what="suppressed addresses" isTable={isTable} />
        </Delayed>
      )}
      {items?.length === 0 && (
        <div className={classes.surface}>
          <EmptyState
            icon={<IconMailCheck stroke={1.5} />}
            title="No address is suppressed."
            description="One appears here when a mail to it bounces for good or is reported as spam."
            py={48}
          />
        </div>
      )}
      {items !== undefined && items.length > 0 && (
        <>
          <p className={classes.lead}>{leadText(items.length)}</p>
          <FetchingBar isFetching={query.isFetching} />
          <SuppressedAddresses
            items={items}
            inquiryPath={inquiryPath}
            onLift={mayLift ? setWanted : null}
          />
          {!mayLift && (
            <p className={classes.lead}>Lifting a suppression needs the permission mail:write.</p>
          )}
        </>
      )}
      <LiftDialog
        suppression={wanted}
        onClose={() => {
          setWanted(null);
        }}
        onLifted={(address) => {
          setWanted(null);
          setLifted(address);
          status.current?.focus();
        }}
      />
    </section>
  );
}
