/**
 * The report of an inquiry: one of its versions as it reads, marked as what it is, with what can be
 * done about it.
 */
import { Button, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconClock, IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

import { Delayed } from '../../../components/delayed';
import { LoadError } from '../../../components/load-error';
import { Notice } from '../../../components/notice';
import { SafeDocument } from '../../../components/safe-document';
import { usePermission } from '../../../lib/current-user';
import { useShortcuts } from '../../../lib/shortcuts';
import { useModule } from '../../../lib/use-module';
import { reportQuery } from '../api/get-report';
import { useEditorState } from '../editor-state';
import { reportEditPath } from '../paths';
import type { ReportedInquiry, ReportSummary } from '../types';
import { usePdfDownload } from '../use-pdf-download';
import { useReportChanges } from '../use-report-changes';
import { useShownVersion } from '../use-shown-version';
import { MachineMark } from './machine-mark';
import { ReportActions } from './report-actions';
import { ReportStatusBadge } from './report-badges';
import classes from './report-document.module.css';
import { ReportFacts } from './report-facts';
import { ReportTools } from './report-tools';
import { VersionComparison } from './version-comparison';
import { VersionMenu } from './version-menu';

interface ReportDocumentProps {
  inquiry: ReportedInquiry;
  /** What is owed of the report, as lines, if anything is. */
  owedWork: ReactNode;
  /** Bring the inquiry up to date. */
  onChanged: () => Promise<unknown>;
}

interface VersionProps extends ReportDocumentProps {
  choice: ReturnType<typeof useShownVersion>;
  report: ReportSummary;
  newest: ReportSummary;
}

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

function useDialogs() {
  const [isSending, sending] = useDisclosure(false);
  const [isGenerating, generating] = useDisclosure(false);
  const send = useModule('send-dialog', () => import('./send-dialog'), isSending);
  const generate = useModule('generate-dialog', () => import('./generate-dialog'), isGenerating);
  return {
    isSending,
    sending,
    isGenerating,
    generating,
    SendDialog: send.data?.SendDialog,
    GenerateDialog: generate.data?.GenerateDialog,
    error: send.error ?? generate.error,
  };
}

function Version({ inquiry, owedWork, onChanged, choice, report, newest }: VersionProps) {
  const navigate = useNavigate();
  const editorState = useEditorState();
  const canWrite = usePermission('reports:write');
  const { versions, comparedWith } = choice;
  const changes = useReportChanges(onChanged);
  const pdf = usePdfDownload(report.id);
  const dialogs = useDialogs();
  const oneBefore = versions.find(({ number }) => number < report.number);
  const go = (shown: number, compared: number | null) => {
    changes.forget();
    choice.go(shown, compared);
  };

  useShortcuts({
    e: () => {
      if (!canWrite) return;
      const state = { ...editorState, asNewVersion: true };
      void navigate(reportEditPath(newest.id), { state });
    },
  });

  return (
    <section className={classes.card} aria-label={`Report, version ${String(report.number)}`}>
      <div className={classes.head}>
        <div className={classes.version}>
          <ReportStatusBadge status={report.status} />
          <VersionMenu
            versions={versions}
            shown={report}
            onChoose={(number) => {
              go(number, null);
            }}
          />
        </div>
        {canWrite && (
          <div className={classes.actions}>
            <ReportActions
              report={report}
              newest={newest}
              pending={changes.pending}
              onChange={(change) => {
                changes.change(change, {
                  onSuccess: () => {
                    if (change.kind === 'restore') choice.go(newest.number, null);
                  },
                });
              }}
              onSend={dialogs.sending.open}
            />
          </div>
        )}
      </div>
      <MachineMark report={report} />
      <div className={classes.about}>
        <ReportFacts report={report} />
        <div className={classes.tools}>
          <ReportTools
            reportId={report.id}
            isPdfPending={pdf.isPending}
            onPdf={pdf.start}
            onCompare={
              versions.length < 2
                ? null
                : () => {
                    const isNewest = report.id === newest.id;
                    go(newest.number, isNewest ? (oneBefore?.number ?? null) : report.number);
                  }
            }
            onGenerate={canWrite ? dialogs.generating.open : null}
          />
        </div>
      </div>
      <div className={classes.notices}>
        {report.id !== newest.id && (
          <Notice tone="gray" icon={IconHistory}>
            Version {report.number} of {newest.number}.{' '}
            <Button
              variant="default"
              size="compact-sm"
              ml="xs"
              onClick={() => {
                go(newest.number, null);
              }}
            >
              Show the newest
            </Button>
          </Notice>
        )}
        {owedWork}
        <div role="status">
          {pdf.isBeingMade && (
            <Notice tone="gray" icon={IconClock}>
              The PDF is being made. It is downloaded as soon as it is ready.
            </Notice>
          )}
        </div>
        {pdf.error !== null && (
          <Notice tone="red" role="alert" icon={IconAlertTriangle} title="No PDF was downloaded.">
            {pdf.error.message}
          </Notice>
        )}
        {changes.fault !== null && (
          <Notice tone="red" role="alert" icon={IconAlertTriangle} title="Nothing was changed.">
            {changes.fault}
          </Notice>
        )}
        {dialogs.error !== null && (
          <Notice tone="red" role="alert" icon={IconAlertTriangle}>
            A part of the page could not be loaded. {dialogs.error.message}
          </Notice>
        )}
      </div>
      {comparedWith === undefined ? (
        <div className={classes.body}>
          <Body reportId={report.id} />
        </div>
      ) : (
        <VersionComparison
          versions={versions}
          from={comparedWith}
          to={report}
          onChoose={(from, to) => {
            go(to, from);
          }}
          onClose={() => {
            go(report.number, null);
          }}
        />
      )}
      {dialogs.SendDialog !== undefined && (
        <dialogs.SendDialog
          opened={dialogs.isSending}
          onClose={dialogs.sending.close}
          report={report}
          newest={newest}
          inquiry={inquiry}
          onChanged={onChanged}
        />
      )}
      {dialogs.GenerateDialog !== undefined && (
        <dialogs.GenerateDialog
          opened={dialogs.isGenerating}
          onClose={dialogs.generating.close}
          inquiry={inquiry}
          onChanged={onChanged}
        />
      )}
    </section>
  );
}

/** Show the report of an inquiry that has one. */
export function ReportDocument(props: ReportDocumentProps) {
  const choice = useShownVersion(props.inquiry.reports);
  const { shown, newest } = choice;
  if (shown === undefined || newest === undefined) return null;
  return <Version {...props} choice={choice} report={shown} newest={newest} />;
}
