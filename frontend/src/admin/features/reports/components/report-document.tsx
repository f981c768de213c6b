/**
 * A report as it reads, marked as what it is: written by a machine, not reviewed by a person.
 */
import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconFileText, IconMarkdown, IconPencil, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { Delayed } from '../../../components/delayed';
import { LoadError } from '../../../components/load-error';
import { RelativeTime } from '../../../components/relative-time';
import { SafeDocument } from '../../../components/safe-document';
import { ToneBadge } from '../../../components/tone-badge';
import { reportDocumentUrl, reportQuery } from '../api/get-report';
import type { ReportSummary } from '../types';
import classes from './report-document.module.css';

function Body({ reportId }: { reportId: string }) {
  const query = useQuery(reportQuery(reportId));
  if (query.data !== undefined) return <SafeDocument html={query.data.html} />;
  return (
    <div className={classes.pending}>
      {query.error === null ? (
        <Delayed>
          <Stack gap="sm" role="status" aria-label="Loading the report">
            <Skeleton height={24} width="30%" />
            <Skeleton height={14} />
            <Skeleton height={14} width="94%" />
            <Skeleton height={14} width="68%" />
          </Stack>
        </Delayed>
      ) : (
        <LoadError what="The report" error={query.error} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}

/** Show a report. */
export function ReportDocument({ report }: { report: ReportSummary }) {
  return (
    <section className={classes.card} aria-label={`Report, version ${String(report.number)}`}>
      <div className={classes.head}>
        <div className={classes.facts}>
          <ToneBadge tone="yellow" icon={IconPencil}>
            Draft
          </ToneBadge>
          <span>
            Version {report.number} · <RelativeTime iso={report.created_at} />
          </span>
        </div>
        <Group gap="xs">
          <Button
            component="a"
            href={reportDocumentUrl(report.id, 'html')}
            target="_blank"
            rel="noopener"
            variant="default"
            size="xs"
            leftSection={<IconFileText size={16} stroke={1.75} />}
          >
            HTML
          </Button>
          <Button
            component="a"
            href={reportDocumentUrl(report.id, 'markdown')}
            target="_blank"
            rel="noopener"
            variant="default"
            size="xs"
            leftSection={<IconMarkdown size={16} stroke={1.75} />}
          >
            Markdown
          </Button>
        </Group>
      </div>
      <div className={classes.mark}>
        <IconSparkles size={18} stroke={1.75} aria-hidden />
        <p>
          <strong>Written by AI, not reviewed</strong>
          <span className={classes.model}>{report.model}</span>
        </p>
      </div>
      <Body reportId={report.id} />
    </section>
  );
}
