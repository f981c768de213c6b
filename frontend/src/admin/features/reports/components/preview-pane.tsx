/**
 * The text as it will read, a moment behind whoever writes.
 */
import { Skeleton, Stack } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';

import { Delayed } from '../../../components/delayed';
import { LoadError } from '../../../components/load-error';
import { SafeDocument } from '../../../components/safe-document';
import { useModule } from '../../../lib/use-module';
import classes from './preview-pane.module.css';

interface PreviewProps {
  markdown: string;
  render: (markdown: string) => string;
}

function Preview({ markdown, render }: PreviewProps) {
  const deferred = useDeferredValue(markdown);
  const html = useMemo(() => render(deferred), [deferred, render]);
  return <SafeDocument html={html} />;
}

/** Show Markdown as it reads. */
export function PreviewPane({ markdown }: { markdown: string }) {
  const module = useModule('markdown-preview', () => import('../markdown-preview'));
  return (
    <section aria-label="Preview" className={classes.pane}>
      {module.data !== undefined && (
        <Preview markdown={markdown} render={module.data.renderPreview} />
      )}
      {module.isPending && (
        <div className={classes.pending}>
          <Delayed>
            <Stack gap="sm" role="status" aria-label="Loading the preview">
              <Skeleton height={24} width="30%" />
              <Skeleton height={14} />
              <Skeleton height={14} width="80%" />
            </Stack>
          </Delayed>
        </div>
      )}
      {module.error !== null && (
        <div className={classes.pending}>
          <LoadError
            what="The preview"
            error={module.error}
            onRetry={() => void module.refetch()}
          />
        </div>
      )}
    </section>
  );
}
