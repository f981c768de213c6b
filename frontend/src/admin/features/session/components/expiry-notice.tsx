/**
 * The warning before a session ends by itself, with the way to extend it.
 */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { waitForRenewal } from '../../../lib/session-renewal';
import { formatClock } from '../../../lib/time-format';
import { useNow } from '../../../lib/use-now';
import { sessionQuery } from '../api/get-session';
import classes from './expiry-notice.module.css';

const WARNING_MILLISECONDS = 2 * 60_000;
const CHECK_MILLISECONDS = 10_000;

/** Warn two minutes before the session ends. */
export function ExpiryNotice({ expiresAt }: { expiresAt: string }) {
  const now = useNow(CHECK_MILLISECONDS);
  const queryClient = useQueryClient();
  const remaining = Date.parse(expiresAt) - now;
  const isEnding = remaining > 0 && remaining < WARNING_MILLISECONDS;

  useEffect(() => {
    // Another tab may have signed in again since this one asked.
    if (isEnding) void queryClient.invalidateQueries(sessionQuery());
  }, [isEnding, queryClient]);

  if (!isEnding) return null;
  return (
    <div role="status" className={classes.notice}>
      Your session ends at {formatClock(expiresAt, now)}.
      <Button size="compact-sm" variant="default" onClick={() => void waitForRenewal('ending')}>
        Stay signed in
      </Button>
    </div>
  );
}
