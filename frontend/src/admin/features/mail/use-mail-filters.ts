/**
 * What the monitor looks at, kept in the address of the page: range, kind, state, page, open mail.
 */
import { useSearchParams } from 'react-router';

import { MAIL_KINDS, MAIL_STATES, type MailKind, type MailStatus } from '../../lib/mail-states';
import { useSearchChange } from '../../lib/search-parameters';
import { readRange, type MailRange } from './mail-range';

export interface MailFilters {
  range: MailRange;
  kind: MailKind | null;
  status: MailStatus | null;
  cursor: string | null;
  /** The mail that is open. */
  mail: string | null;
}

type Name = keyof MailFilters;
type Changes = Partial<Record<Name, string | null>>;

const BEGINNING: Changes = { cursor: null, mail: null };

function readChoice<T extends string>(choices: Record<T, unknown>, text: string | null): T | null {
  return text !== null && Object.hasOwn(choices, text) ? (text as T) : null;
}

function change(parameters: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** Read the filters, and change some of them. */
export function useMailFilters() {
  const [parameters] = useSearchParams();
  const changeSearch = useSearchChange();
  const filters: MailFilters = {
    range: readRange(parameters.get('range')),
    kind: readChoice(MAIL_KINDS, parameters.get('kind')),
    status: readChoice(MAIL_STATES, parameters.get('status')),
    cursor: parameters.get('cursor'),
    mail: parameters.get('mail'),
  };
  return {
    filters,
    /** Other filters begin at the first page again. */
    filter: (changes: Changes) => {
      changeSearch((latest) => change(latest, { ...BEGINNING, ...changes }), {
        preventScrollReset: true,
      });
    },
    /** Open another page with the same filters. */
    open: (pathname: string) => {
      changeSearch((latest) => change(latest, BEGINNING), { to: pathname });
    },
    /** Make the address that differs from this one. */
    addressWith: (changes: Changes) => `?${change(parameters, changes).toString()}`,
  };
}
