/**
 * A part of the admin area that is loaded when it is needed, as data: it can be on its way, be
 * there, or fail in its own place while the page around it stays.
 */
import { useQuery } from '@tanstack/react-query';

/** Load a module under a name of its own. */
export function useModule<T>(name: string, load: () => Promise<T>, isNeeded = true) {
  return useQuery({
    queryKey: ['module', name],
    queryFn: load,
    enabled: isNeeded,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
    networkMode: 'always',
  });
}
