/**
 * The change of several inquiries at once: shown at once, taken back where it was refused.
 */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { notifyDone, notifyError } from '../../components/notify';
import { editInquiries } from './api/edit-inquiries';
import { inquiryQuery } from './api/get-inquiry';
import { describeBulkResult } from './bulk-result';
import { changeRows, expireRows } from './cached-rows';
import type { BulkResult, Change, InquiryListItem } from './types';

interface BulkEditOptions {
  /** Called with the ids of what was refused. */
  onRefused: (ids: string[]) => void;
  /** Show an inquiry whose change was refused. */
  onShow: (inquiryId: string) => void;
}

/** A row that was changed: as it is now, and what takes the change back. */
interface ChangedRow {
  row: InquiryListItem;
  back: Change;
}

function changeBack(row: InquiryListItem, change: Change): Change {
  if (change.status !== undefined) return { status: row.status };
  if (change.priority !== undefined) return { priority: row.priority };
  return { assignee: row.assignee };
}

/** Change rows, show it before the API has answered, and then what the API made of it. */
async function send(
  client: QueryClient,
  rows: InquiryListItem[],
  change: Change,
): Promise<BulkResult[]> {
  changeRows(client, rows.map(({ id }) => ({ id, ...change })));
  try {
    const versions = rows.map(({ id, version }) => ({ id, version }));
    const { items } = await editInquiries({ items: versions, ...change });
    const rowById = new Map(rows.map((row) => [row.id, row]));
    changeRows(
      client,
      items.map(({ id, version }) =>
        version === null ? (rowById.get(id) ?? { id }) : { id, version },
      ),
    );
    return items;
  } catch (error) {
    changeRows(client, rows);
    throw error;
  } finally {
    expireRows(client);
  }
}

/** Tell whether a change can be taken back; a priority loses its reason, and a status may not. */
async function canBeUndone(
  client: QueryClient,
  changed: readonly ChangedRow[],
  change: Change,
): Promise<boolean> {
  const [first] = changed;
  if (first === undefined || change.priority !== undefined) return false;
  if (change.status === undefined) return true;
  // Which statuses a status leads to is the API's to say, and the same for all of them.
  const inquiry = await client.query({ ...inquiryQuery(first.row.id), staleTime: 0 });
  const allowed = [inquiry.status, ...inquiry.next_statuses];
  return changed.every(({ back }) => back.status !== undefined && allowed.includes(back.status));
}

/** Put rows together that go back to the same value. */
function groupByBack(changed: readonly ChangedRow[]) {
  const groups = new Map<string, { back: Change; rows: InquiryListItem[] }>();
  for (const { row, back } of changed) {
    const key = JSON.stringify(back);
    groups.set(key, { back, rows: [...(groups.get(key)?.rows ?? []), row] });
  }
  return [...groups.values()];
}

async function undo(client: QueryClient, changed: readonly ChangedRow[]): Promise<void> {
  try {
    const results: BulkResult[] = [];
    for (const { back, rows } of groupByBack(changed)) {
      results.push(...(await send(client, rows, back)));
    }
    const isUndone = results.every(({ code }) => code === null);
    notifyDone(isUndone ? 'Undone.' : describeBulkResult(results));
  } catch (error) {
    if (error instanceof Error) notifyError('It could not be undone.', error);
  }
}

/** Return what changes several inquiries, and whether it is at work. */
export function useBulkEdit({ onRefused, onShow }: BulkEditOptions) {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);

  const change = async (rows: InquiryListItem[], wanted: Change) => {
    setIsBusy(true);
    try {
      const results = await send(client, rows, wanted);
      const versionById = new Map(results.map(({ id, version }) => [id, version]));
      const changed = rows.flatMap((row) => {
        const version = versionById.get(row.id) ?? null;
        if (version === null) return [];
        return [{ row: { ...row, ...wanted, version }, back: changeBack(row, wanted) }];
      });
      const refused = results.flatMap(({ id, code }) => (code === null ? [] : [id]));
      const [firstRefused] = refused;
      onRefused(refused);
      if (firstRefused !== undefined) {
        void client.invalidateQueries({ queryKey: ['inquiries', 'list'] });
      }
      const isUndoable = await canBeUndone(client, changed, wanted).catch(() => false);
      notifyDone(describeBulkResult(results), {
        undo: isUndoable ? () => void undo(client, changed) : undefined,
        rest:
          firstRefused === undefined
            ? undefined
            : {
                label: refused.length === 1 ? 'Show it' : 'Show them',
                onShow: () => {
                  onShow(firstRefused);
                },
              },
      });
    } catch (error) {
      if (error instanceof Error) notifyError('The inquiries could not be changed.', error);
    } finally {
      setIsBusy(false);
    }
  };

  return { change: (rows: InquiryListItem[], wanted: Change) => void change(rows, wanted), isBusy };
}
