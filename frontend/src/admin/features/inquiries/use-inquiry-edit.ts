/**
 * The change of status, priority or owner of one inquiry: shown at once, taken back when it was
 * refused. When somebody else was faster, the person decides which of the two changes stays.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { notifyDone, notifyError } from '../../components/notify';
import { usePersonName } from '../../lib/consultants';
import { editInquiry } from './api/edit-inquiry';
import { inquiryQuery } from './api/get-inquiry';
import { changeRows, expireRows } from './cached-rows';
import { isSameChange, readCurrentState, type EditConflict } from './edit-conflict';
import { PRIORITIES, STATUSES } from './presentation';
import type { Change, Inquiry } from './types';

interface Edit {
  change: Change;
  version: number;
  /** An undone change is not offered for undoing. */
  isUndo?: boolean;
}

/** Return the change that takes another one back, or null when none does. */
function changeBack(before: Inquiry, after: Inquiry, change: Change): Change | null {
  if (change.assignee !== undefined) return { assignee: before.assignee };
  if (change.status !== undefined && after.next_statuses.includes(before.status)) {
    return { status: before.status };
  }
  // The reason of a priority would be lost.
  return null;
}

/** Return what changes an inquiry, and how the last change went. */
export function useInquiryEdit(inquiry: Inquiry) {
  const client = useQueryClient();
  const nameOf = usePersonName();
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const { queryKey } = inquiryQuery(inquiry.id);
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const describe = ({ status, priority, assignee }: Change): string => {
    if (status !== undefined) return `Status is ${STATUSES[status].label}.`;
    if (priority !== undefined) return `Priority is ${PRIORITIES[priority].label}.`;
    return assignee ? `Owner is ${nameOf(assignee)}.` : 'Nobody has the inquiry.';
  };

  const mutation = useMutation({
    mutationFn: ({ change, version }: Edit) => editInquiry(inquiry.id, { ...change, version }),
    onMutate: async ({ change }: Edit) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey) ?? inquiry;
      client.setQueryData(queryKey, { ...before, ...change });
      return { before };
    },
    onSuccess: async (after, { change, isUndo = false }, { before }) => {
      setConflict(null);
      // What was asked for meanwhile may not know the change yet.
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, after);
      const { id, status, priority, assignee, version } = after;
      changeRows(client, [{ id, status, priority, assignee, version }]);
      expireRows(client);
      void client.invalidateQueries({ queryKey: ['activities', inquiry.id] });
      const back = changeBack(before, after, change);
      const undo = () => {
        mutation.mutate({ change: back ?? {}, version: after.version, isUndo: true });
      };
      notifyDone(describe(change), { undo: isUndo || back === null ? undefined : undo });
    },
    onError: (error, { change }, context) => {
      const before = context?.before ?? inquiry;
      const current = readCurrentState(error);
      client.setQueryData(queryKey, { ...before, ...current });
      void client.invalidateQueries({ queryKey });
      const found = current === null ? null : { change, before, current };
      if (found !== null && isSameChange(found)) {
        setConflict(null);
        notifyDone(`${describe(change)} Somebody else changed it already.`);
      } else if (found !== null && isShown.current) {
        setConflict(found);
      } else {
        notifyError(`The inquiry of ${inquiry.name} was not changed.`, error);
      }
    },
  });

  return {
    conflict,
    /** The inquiry before the change that is on its way. */
    before: mutation.isPending ? mutation.context?.before : undefined,
    isPending: mutation.isPending,
    change: (change: Change) => {
      mutation.mutate({ change, version: inquiry.version });
    },
    applyAnyway: () => {
      if (conflict === null) return;
      mutation.mutate({ change: conflict.change, version: conflict.current.version });
    },
    keepTheirs: () => {
      setConflict(null);
    },
  };
}

export type InquiryEditing = ReturnType<typeof useInquiryEdit>;
