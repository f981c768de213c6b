/**
 * What stands in place of a page that could not be made, so that the way out stays.
 */
import { useRouteError } from 'react-router';

import { PageTitle } from '../../components/page-title';
import { ApiError, NoAnswerError } from '../../lib/api-errors';
import classes from './root-error.module.css';

function explain(error: unknown): string {
  if (error instanceof ApiError || error instanceof NoAnswerError) return error.message;
  return 'A part of the page is missing, perhaps because a newer release is out.';
}

/** Say that the page could not be shown and offer to load it again. */
export function RootError() {
  const error = useRouteError();
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <main className={classes.page}>
      <PageTitle title="This page could not be shown" />
      <p>{explain(error)}</p>
      {requestId !== null && (
        <p>
          Request <code>{requestId}</code>
        </p>
      )}
      <button
        type="button"
        className={classes.retry}
        onClick={() => {
          window.location.reload();
        }}
      >
        Load again
      </button>
    </main>
  );
}
