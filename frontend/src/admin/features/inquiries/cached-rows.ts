/**
 * What the lists that were loaded know of inquiries, kept true when somebody here changes one.
 *
 * The lists are read from indexes that follow a change a moment later, so they are not asked
 * again at once: what is known is written into them.
 */
import type { QueryClient } from '@tanstack/react-query';

import type { InquiryListItem, InquiryPage } from './types';

type RowChange = Partial<InquiryListItem> & Pick<InquiryListItem, 'id'>;

/** Write what is known of inquiries into every list that was loaded. */
export function changeRows(client: QueryClient, changes: readonly RowChange[]): void {
  const changeById = new Map(changes.map((change) => [change.id, change]));
  client.setQueriesData<InquiryPage>({ queryKey: ['inquiries', 'list'] }, (page) =>
    page === undefined
      ? undefined
      : { ...page, items: page.items.map((row) => ({ ...row, ...changeById.get(row.id) })) },
  );
}

/** Take an inquiry that is gone out of every list that was loaded. */
export function removeRow(client: QueryClient, inquiryId: string): void {
  client.setQueriesData<InquiryPage>({ queryKey: ['inquiries', 'list'] }, (page) =>
    page === undefined
      ? undefined
      : { ...page, items: page.items.filter(({ id }) => id !== inquiryId) },
  );
}

/** Have the counts asked for again now, and the lists when they are next looked at. */
export function expireRows(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['inquiries', 'counts'] });
  void client.invalidateQueries({ queryKey: ['inquiries', 'list'], refetchType: 'none' });
}
