/**
 * Request what happened to an inquiry, newest first.
 */
import { infiniteQueryOptions } from '@tanstack/react-query';

import { request } from '../../../lib/api-client';
import type { ActivityPage } from '../types';

const PAGE_SIZE = 50;

function getActivities(
  inquiryId: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ActivityPage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (cursor !== null) query.set('cursor', cursor);
  const path = `/admin/inquiries/${encodeURIComponent(inquiryId)}/activities`;
  return request<ActivityPage>(`${path}?${query.toString()}`, { signal });
}

/** Describe the query of what happened, page after page into the past. */
export function activitiesQuery(inquiryId: string) {
  return infiniteQueryOptions({
    queryKey: ['activities', inquiryId],
    queryFn: ({ pageParam, signal }) => getActivities(inquiryId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchOnMount: 'always',
  });
}
