/**
 * The catalogue's names of the services that a client asked for.
 */
import { services } from '@/config/site';

const nameById = new Map<string, string>(services.map((service) => [service.id, service.name]));

/** Name a service; one that left the catalogue keeps its id. */
export function serviceName(id: string): string {
  return nameById.get(id) ?? id;
}

/** Name the first service and count the others: "Cloud migration +1". */
export function summarizeServices(ids: readonly string[]): string {
  const [first, ...others] = ids;
  if (first === undefined) return '–';
  return others.length === 0 ? serviceName(first) : `${serviceName(first)} +${String(others.length)}`;
}
