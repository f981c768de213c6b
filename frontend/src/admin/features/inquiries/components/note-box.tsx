/**
 * The box in which a note for colleagues is written; the text survives until it is stored.
 */
import { Textarea } from '@mantine/core';
import { useIsMutating, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useId, useState } from 'react';

import { WriteButton } from '../../../components/write-button';
import { errorText } from '../../../lib/api-errors';
import { formatInteger } from '../../../lib/number-format';
import { useKeptText } from '../../../lib/use-kept-text';
import { addNote } from '../api/add-note';
import { activitiesQuery } from '../api/get-activities';
import type { Activity, ActivityPage } from '../types';
import classes from './note-box.module.css';

const LONGEST = 5000;
const COUNTED_ABOVE = 4500;

function withNote(data: InfiniteData<ActivityPage> | undefined, note: Activity) {
  const [first, ...others] = data?.pages ?? [];
  if (data === undefined || first === undefined) return undefined;
  return { ...data, pages: [{ ...first, items: [note, ...first.items] }, ...others] };
}

/** Offer to write a note. */
export function NoteBox({ inquiryId }: { inquiryId: string }) {
  const client = useQueryClient();
  const counterId = useId();
  const [text, changeText] = useKeptText(`cc-note-${inquiryId}`);
  const [fault, setFault] = useState<string | null>(null);
  // Characters as people and the API count them, not as JavaScript does.
  const length = Array.from(text).length;
  const mutationKey = ['add-note', inquiryId];
  // Also one that was sent before the tab was left and opened again.
  const isStoring = useIsMutating({ mutationKey }) > 0;
  const mutation = useMutation({
    mutationKey,
    mutationFn: (note: string) => addNote(inquiryId, note),
    onSuccess: (added, note) => {
      const { queryKey } = activitiesQuery(inquiryId);
      client.setQueryData(queryKey, (data) => withNote(data, added));
      // What was written since it was sent stays.
      changeText((latest) => (latest.startsWith(note) ? latest.slice(note.length) : latest));
    },
  });
  const submit = () => {
    if (isStoring) return;
    if (text.trim() === '') setFault('Write something');
    else if (length > LONGEST) setFault('A note must have 5,000 characters or fewer');
    else mutation.mutate(text);
  };
  const error = fault ?? (mutation.error === null ? null : errorText(mutation.error));
  return (
    <form
      className={classes.box}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        label="Add a note"
        description="For colleagues. The client never sees it."
        autosize
        minRows={2}
        maxRows={12}
        value={text}
        error={error}
        aria-describedby={counterId}
        onChange={(event) => {
          setFault(null);
          if (!isStoring) mutation.reset();
          const { value } = event.currentTarget;
          changeText(() => value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      <div className={classes.foot}>
        <span id={counterId} className={classes.counter} data-over={length > LONGEST || undefined}>
          {length > COUNTED_ABOVE && `${formatInteger(length)} of ${formatInteger(LONGEST)} characters`}
        </span>
        <WriteButton
          type="submit"
          variant={text === '' ? 'default' : 'filled'}
          loading={isStoring}
        >
          Add note
        </WriteButton>
      </div>
    </form>
  );
}
