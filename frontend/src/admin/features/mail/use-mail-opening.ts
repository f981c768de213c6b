/**
 * Opening a mail from its row: the address names it, the list behind it stays as it is.
 */
import { useLocation, type NavigateOptions } from 'react-router';

import { useRowOpening } from '../../lib/use-row-opening';
import { useMailFilters } from './use-mail-filters';

/** Return the address that opens a mail, what the link to it needs, and the row's handlers. */
export function useMailOpening(mailId: string) {
  const { addressWith } = useMailFilters();
  const state: unknown = useLocation().state;
  const options: NavigateOptions = { state, preventScrollReset: true };
  const address = addressWith({ mail: mailId });
  return { link: { to: address, ...options }, row: useRowOpening(address, options) };
}
