/**
 * Who is signed in, for the parts that show or depend on it.
 */
import { createContext, useContext } from 'react';

import type { components } from '@/types/api';

export type User = components['schemas']['UserView'];

export const CurrentUserContext = createContext<User | null>(null);

/** Return the person who is signed in. */
export function useCurrentUser(): User {
  const user = useContext(CurrentUserContext);
  if (user === null) throw new Error('This part stands outside the signed-in area.');
  return user;
}

/** Tell whether the person who is signed in has a permission, such as "inquiries:write". */
export function usePermission(permission: string): boolean {
  return useCurrentUser().permissions.includes(permission);
}
