/**
 * The search for inquiries in the header; its result is the list at an address of its own.
 */
import { ActionIcon, CloseButton, Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { useMatch, useNavigate, useSearchParams } from 'react-router';

import { INQUIRIES_PATH } from '../../features/inquiries/paths';
import { useShortcuts, useShortcutsEnabled } from '../../lib/shortcuts';
import classes from './inquiry-search.module.css';

const LONGEST = 200;
const LABEL = 'Search inquiries';

interface FieldProps {
  /** What the list shown is a search for. */
  asked: string;
  onLeave: () => void;
}

function Field({ asked, onLeave }: FieldProps) {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(asked);
  const areShortcutsOn = useShortcutsEnabled();

  const search = (words: string) => {
    const query = new URLSearchParams(words === '' ? {} : { q: words }).toString();
    void navigate({ pathname: INQUIRIES_PATH, search: query });
    onLeave();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    input.current?.blur();
    search(text.trim());
  };

  useShortcuts({
    '/': () => {
      input.current?.focus();
      input.current?.select();
    },
  });
  return (
    <form role="search" className={classes.form} onSubmit={submit}>
      <TextInput
        ref={input}
        type="search"
        enterKeyHint="search"
        aria-label={LABEL}
        placeholder={LABEL}
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText(asked);
          input.current?.blur();
          onLeave();
        }}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        rightSection={
          text === '' ? (
            areShortcutsOn && (
              <Kbd size="xs" aria-hidden>
                /
              </Kbd>
            )
          ) : (
            <CloseButton
              size="sm"
              aria-label="Clear the search"
              onClick={() => {
                setText('');
                if (asked !== '') search('');
              }}
            />
          )
        }
      />
    </form>
  );
}

function FoldedField({ asked }: { asked: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) place.current?.querySelector('input')?.focus();
  }, [isOpen]);
  useShortcuts({
    '/': () => {
      setIsOpen(true);
    },
  });
  return (
    <>
      <ActionIcon
        ref={button}
        variant="subtle"
        color="gray"
        c="inherit"
        size={44}
        aria-label={LABEL}
        aria-expanded={isOpen}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <IconSearch size={20} stroke={1.75} />
      </ActionIcon>
      {isOpen && (
        <div
          ref={place}
          className={classes.over}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
          }}
        >
          <Field
            asked={asked}
            onLeave={() => {
              setIsOpen(false);
              button.current?.focus();
            }}
          />
        </div>
      )}
    </>
  );
}

interface InquirySearchProps {
  /** Whether there is no room for more than a button. */
  isFolded: boolean;
}

/** Offer a search for inquiries. */
export function InquirySearch({ isFolded }: InquirySearchProps) {
  const [parameters] = useSearchParams();
  const isOnList = useMatch(INQUIRIES_PATH) !== null;
  const asked = isOnList ? (parameters.get('q') ?? '') : '';
  if (isFolded) return <FoldedField asked={asked} />;
  return <Field key={asked} asked={asked} onLeave={() => undefined} />;
}
