/**
 * Who wrote a version.
 */
import { usePersonName } from '../../lib/consultants';
import type { ReportSummary } from './types';

/** Return how to name who wrote a version: a person, or the model that AI used. */
export function useAuthorName(): (report: Pick<ReportSummary, 'author' | 'model'>) => string {
  const personName = usePersonName();
  return ({ author, model }) => {
    if (author !== null) return personName(author);
    return model === null ? 'AI' : `AI · ${model}`;
  };
}
