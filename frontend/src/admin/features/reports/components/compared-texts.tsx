/**
 * What changed between two texts, with what has to be loaded for it.
 */
import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { Delayed } from '../../../components/delayed';
import { LoadError } from '../../../components/load-error';
import { useModule } from '../../../lib/use-module';
import { reportQuery } from '../api/get-report';
import classes from './compared-texts.module.css';

/** A text that is there, or the version that has it. */
type Side = { markdown: string } | { id: string };

interface ComparedTextsProps {
  before: Side;
  after: Side;
  caption: string;
}

function useText(side: Side) {
  const isKnown = 'markdown' in side;
  const query = useQuery({ ...reportQuery(isKnown ? '' : side.id), enabled: !isKnown });
  return { text: isKnown ? side.markdown : query.data?.markdown, query };
}

/** Show what changed between two texts, each of them known or a version to be loaded. */
export function ComparedTexts({ before, after, caption }: ComparedTextsProps) {
  const module = useModule('comparison', () => import('./comparison'));
  const first = useText(before);
  const second = useText(after);
  const failed = [module, first.query, second.query].find(({ error }) => error !== null);
  if (failed?.error) {
    return (
      <div className={classes.pending}>
        <LoadError
          what="The comparison"
          error={failed.error}
          onRetry={() => void failed.refetch()}
        />
      </div>
    );
  }
  if (module.data === undefined || first.text === undefined || second.text === undefined) {
    return (
      <div className={classes.pending}>
        <Delayed>
          <Stack gap="sm" role="status" aria-label="Loading the comparison">
            <Skeleton height={14} width="40%" />
            <Skeleton height={14} />
            <Skeleton height={14} width="88%" />
          </Stack>
        </Delayed>
      </div>
    );
  }
  const { Comparison } = module.data;
  return <Comparison before={first.text} after={second.text} caption={caption} />;
}
