/**
 * What became of a change of several inquiries, in words.
 */
import { formatInteger } from '../../lib/number-format';
import type { BulkResult } from './types';

function were(count: number): string {
  return `${formatInteger(count)} ${count === 1 ? 'was' : 'were'}`;
}

/** Say what became of several changes: "12 changed, 1 was changed by someone else." */
export function describeBulkResult(results: readonly BulkResult[]): string {
  const refused = results.filter(({ code }) => code !== null);
  const conflicts = refused.filter(({ code }) => code === 'VersionConflict');
  const others = refused.filter(({ code }) => code !== 'VersionConflict');
  const parts = [`${formatInteger(results.length - refused.length)} changed`];
  if (conflicts.length > 0) parts.push(`${were(conflicts.length)} changed by someone else`);
  if (others.length > 0) parts.push(`${were(others.length)} not changed`);
  const reasons = new Set(others.map(({ message }) => message));
  return [`${parts.join(', ')}.`, ...reasons].join(' ');
}
