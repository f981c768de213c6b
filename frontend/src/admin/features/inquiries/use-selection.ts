/**
 * Which rows of the page are selected; another page begins without any.
 */
import { useState } from 'react';

import type { InquiryListItem } from './types';

interface Selection {
  place: string;
  ids: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Return the selection on a page of the list, and what changes it. */
export function useSelection(rows: readonly InquiryListItem[], place: string) {
  const [selection, setSelection] = useState<Selection>({ place, ids: NOTHING });
  const ids = selection.place === place ? selection.ids : NOTHING;
  const selected = rows.filter(({ id }) => ids.has(id));
  const select = (next: Iterable<string>) => {
    setSelection({ place, ids: new Set(next) });
  };
  return {
    ids,
    rows: selected,
    isEmpty: selected.length === 0,
    isAll: rows.length > 0 && selected.length === rows.length,
    select,
    toggle: (id: string) => {
      select(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id]);
    },
    toggleAll: () => {
      select(selected.length === rows.length ? [] : rows.map(({ id }) => id));
    },
    clear: () => {
      select([]);
    },
  };
}

export type RowSelection = ReturnType<typeof useSelection>;
