/**
 * The thin bar over data that is being asked for again.
 */
import classes from './fetching-bar.module.css';

/** Show that newer data is on its way. */
export function FetchingBar({ isFetching }: { isFetching: boolean }) {
  return <div className={classes.bar} data-fetching={isFetching || undefined} aria-hidden />;
}
