/**
 * Which version of a report is read, or which two are compared. The address says so.
 */
import { useLocation, useSearchParams } from 'react-router';

import type { ReportSummary } from './types';

/** Sort versions, the newest first. */
export function newestFirst(versions: readonly ReportSummary[]): ReportSummary[] {
  return [...versions].sort((a, b) => b.number - a.number);
}

/** Return the version that the address asks for, else the newest, and the ways to others. */
export function useShownVersion(reports: readonly ReportSummary[]) {
  const [parameters, setParameters] = useSearchParams();
  const { state } = useLocation() as { state: unknown };
  const versions = newestFirst(reports);
  const newest = versions[0];
  const find = (name: string) =>
    versions.find(({ number }) => String(number) === parameters.get(name));
  const go = (shown: number, comparedWith: number | null) => {
    const next = new URLSearchParams(parameters);
    next.delete('version');
    next.delete('compare');
    if (shown !== newest?.number) next.set('version', String(shown));
    if (comparedWith !== null) next.set('compare', String(comparedWith));
    setParameters(next, { state, preventScrollReset: true });
  };
  return { versions, newest, shown: find('version') ?? newest, comparedWith: find('compare'), go };
}
