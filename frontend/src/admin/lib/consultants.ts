/**
 * The people who can have an inquiry, and the names behind user names.
 */
import { queryOptions, useQuery } from '@tanstack/react-query';

import type { components } from '@/types/api';

import { request } from './api-client';
import { useCurrentUser } from './current-user';

type Consultant = components['schemas']['Consultant'];

const STALE_MILLISECONDS = 10 * 60_000;

function getConsultants(signal: AbortSignal): Promise<{ items: Consultant[] }> {
  return request('/admin/consultants', { signal });
}

/** Describe the query of the people who can have an inquiry; they seldom change. */
function consultantsQuery() {
  return queryOptions({
    queryKey: ['consultants'],
    queryFn: ({ signal }) => getConsultants(signal),
    select: ({ items }) => items,
    staleTime: STALE_MILLISECONDS,
  });
}

/** Return the people who can have an inquiry, by name; none before they are known. */
export function useConsultants(): readonly Consultant[] {
  return useQuery(consultantsQuery()).data ?? [];
}

/** Return what names a person by user name; somebody who is unknown keeps the user name. */
export function usePersonName(): (username: string) => string {
  const consultants = useConsultants();
  const user = useCurrentUser();
  return (username) => {
    if (username === user.username) return user.name;
    return consultants.find((person) => person.username === username)?.name ?? username;
  };
}
