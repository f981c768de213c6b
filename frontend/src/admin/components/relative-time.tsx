/**
 * A moment: relative to now, exact on hover and focus.
 */
import { Tooltip } from '@mantine/core';

import { formatExact, formatRelative } from '../lib/time-format';
import { useNow } from '../lib/use-now';

const REFRESH_MILLISECONDS = 30_000;

interface RelativeTimeProps {
  iso: string;
  /** In a table each time would be one more stop of the Tab key. */
  focusable?: boolean;
}

/** Show a moment. */
export function RelativeTime({ iso, focusable = true }: RelativeTimeProps) {
  const now = useNow(REFRESH_MILLISECONDS);
  return (
    <Tooltip label={formatExact(iso)}>
      <time dateTime={iso} tabIndex={focusable ? 0 : undefined}>
        {formatRelative(iso, now)}
      </time>
    </Tooltip>
  );
}
