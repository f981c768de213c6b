/**
 * The query of the address, and changes of it that lose none of each other.
 *
 * A page shows an address only when it has been rendered, and what was changed meanwhile is not in
 * it. So a change begins at the address that the router holds or is on its way to. The hooks of
 * the router tell only the address that is shown, so its context is read, which has no stable name.
 */
import { useContext } from 'react';
import {
  UNSAFE_DataRouterContext as DataRouterContext,
  useLocation,
  useNavigate,
  type NavigateOptions,
} from 'react-router';

type Update = (latest: URLSearchParams) => URLSearchParams;

interface ChangeOptions extends NavigateOptions {
  /** The page that takes the query over, if it is another one. */
  to?: string;
}

/** Return what changes the query of this page's address, given the latest one. */
export function useSearchChange() {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const router = useContext(DataRouterContext)?.router;
  return (update: Update, { to = pathname, ...options }: ChangeOptions = {}) => {
    const known = [router?.state.navigation.location, router?.state.location];
    const latest = known.find((location) => location?.pathname === pathname)?.search ?? search;
    const next = update(new URLSearchParams(latest)).toString();
    void navigate({ pathname: to, search: next }, options);
  };
}
