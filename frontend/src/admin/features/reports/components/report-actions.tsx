/**
 * What can be done with a version: its next step is the one filled button.
 */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconHistory, IconPencil, IconSend } from '@tabler/icons-react';
import { Link } from 'react-router';

import { WriteButton } from '../../../components/write-button';
import { useEditorState } from '../editor-state';
import { reportEditPath } from '../paths';
import { isApproved } from '../presentation';
import type { ReportSummary } from '../types';
import type { ReportChange } from '../use-report-changes';

interface ReportActionsProps {
  report: ReportSummary;
  newest: ReportSummary;
  /** The change that is under way. */
  pending: ReportChange['kind'] | null;
  onChange: (change: ReportChange) => void;
  onSend: () => void;
}

const ICON = { size: 16, stroke: 1.75 };

function EditLink({ report }: { report: ReportSummary }) {
  const state = useEditorState();
  return (
    <Button
      component={Link}
      to={reportEditPath(report.id)}
      state={{ ...state, asNewVersion: true }}
      variant="default"
      leftSection={<IconPencil {...ICON} />}
    >
      {isApproved(report) ? 'Edit as new version' : 'Edit'}
    </Button>
  );
}

function SendButton({ report, isNext, onSend }: { report: ReportSummary; isNext: boolean; onSend: () => void }) {
  return (
    <WriteButton
      variant={isNext ? 'filled' : 'default'}
      leftSection={<IconSend {...ICON} />}
      onClick={onSend}
    >
      {report.status === 'sent' ? 'Send again' : 'Send to client'}
    </WriteButton>
  );
}

/** Show the actions of a version. */
export function ReportActions({ report, newest, pending, onChange, onSend }: ReportActionsProps) {
  const isBusy = pending !== null;
  if (report.id !== newest.id) {
    return (
      <>
        {isApproved(report) && <SendButton report={report} isNext={false} onSend={onSend} />}
        <WriteButton
          variant="default"
          leftSection={<IconHistory {...ICON} />}
          loading={pending === 'restore'}
          onClick={() => {
            onChange({ kind: 'restore', report, newest });
          }}
        >
          Restore this version
        </WriteButton>
      </>
    );
  }
  if (isApproved(report)) {
    return (
      <>
        <EditLink report={report} />
        <SendButton report={report} isNext={report.status === 'approved'} onSend={onSend} />
      </>
    );
  }
  return (
    <>
      <EditLink report={report} />
      {report.status === 'draft' && (
        <WriteButton
          variant="default"
          loading={pending === 'review'}
          disabled={isBusy}
          onClick={() => {
            onChange({ kind: 'review', report });
          }}
        >
          Mark report as reviewed
        </WriteButton>
      )}
      <WriteButton
        leftSection={<IconCircleCheck {...ICON} />}
        loading={pending === 'approve'}
        disabled={isBusy}
        onClick={() => {
          onChange({ kind: 'approve', report });
        }}
      >
        Approve report
      </WriteButton>
    </>
  );
}
