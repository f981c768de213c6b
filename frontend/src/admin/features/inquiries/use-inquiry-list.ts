/**
 * The rows of the list, which never move by themselves.
 *
 * The first answer for a page decides which rows are shown and in what order. Later answers bring
 * the shown rows up to date; rows that they add are counted and appear when somebody asks.
 */
import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { inquiriesQuery, type ListPlace } from './api/get-inquiries';
import type { InquiryListItem, InquiryPage } from './types';

interface ShownPage {
  place: string;
  page: InquiryPage;
}

/**
 * Bring shown rows up to date and count the rows that are new: those before the first shown one.
 * A row at the end moved up because another left the page.
 */
export function holdRows(
  shown: InquiryListItem[],
  fresh: InquiryListItem[],
): { rows: InquiryListItem[]; newCount: number } {
  const freshById = new Map(fresh.map((item) => [item.id, item]));
  const shownIds = new Set(shown.map((item) => item.id));
  const known = fresh.findIndex((item) => shownIds.has(item.id));
  return {
    rows: shown.map((item) => freshById.get(item.id) ?? item),
    newCount: known === -1 ? fresh.length : known,
  };
}

/** Load one page of inquiries and keep its rows in place. */
export function useInquiryList(place: ListPlace) {
  const client = useQueryClient();
  const query = useQuery(inquiriesQuery(place));
  const [shown, setShown] = useState<ShownPage | null>(null);
  const fresh = query.data;
  const asked = hashKey([place]);

  if (fresh !== undefined && shown?.place !== asked) setShown({ place: asked, page: fresh });

  const isTurning = shown !== null && shown.place !== asked;
  const held = holdRows(shown?.page.items ?? [], isTurning ? [] : (fresh?.items ?? []));

  // What was learnt of a row stays known when the row leaves the page's answers.
  if (shown !== null && held.rows.some((row, index) => row !== shown.page.items[index])) {
    setShown({ ...shown, page: { ...shown.page, items: held.rows } });
  }

  const refresh = async () => {
    void client.invalidateQueries({ queryKey: ['inquiries', 'counts'] });
    const answer = await query.refetch();
    if (answer.data !== undefined) setShown({ place: asked, page: answer.data });
  };

  return {
    ...held,
    isLoaded: shown !== null,
    isTurning,
    isFetching: query.isFetching,
    error: query.error,
    /** The page that is shown, apart from its rows. */
    page: shown?.page ?? null,
    refresh,
    showNew: () => {
      if (fresh !== undefined) setShown({ place: asked, page: fresh });
    },
  };
}
