/**
 * The editor of a version: title and Markdown, read as it will look, compared, saved as the next one.
 */
import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';

import { PageTitle } from '../../../components/page-title';
import { RelativeTime } from '../../../components/relative-time';
import { usePermission } from '../../../lib/current-user';
import { useShortcuts } from '../../../lib/shortcuts';
import { useModule } from '../../../lib/use-module';
import { useOnline } from '../../../lib/use-online';
import { readEditorState, useEditorState } from '../editor-state';
import { fieldFault } from '../explain-error';
import { reportEditPath, REPORTS_PATH } from '../paths';
import { isApproved } from '../presentation';
import type { Report, ReportedInquiry } from '../types';
import { useAuthorName } from '../use-author-name';
import { useDraft } from '../use-draft';
import { useLeaveGuard } from '../use-leave-guard';
import { useSaveKey } from '../use-save-key';
import { useSaveVersion } from '../use-save-version';
import { ComparedTexts } from './compared-texts';
import {
  ApprovedVersion,
  Conflict,
  OfferedDraft,
  SaveFailure,
  Superseded,
} from './editor-notices';
import { FormatButtons } from './format-buttons';
import { MachineMark } from './machine-mark';
import { PreviewPane } from './preview-pane';
import classes from './report-editor.module.css';
import { SaveBar } from './save-bar';
import { WritingPane } from './writing-pane';

const loadLeaveDialog = () => import('./leave-dialog');

const PREVIEW_FITS_BESIDE = '(min-width: 80em)';
const VIEWS = ['Write', 'Preview', 'Changes'] as const;

type View = (typeof VIEWS)[number];

interface ReportEditorProps {
  report: Report;
  inquiry: ReportedInquiry;
  /** The name of this editing, which stays when it saves. */
  session: string;
  /** Where the report is read. */
  readAt: string;
  onSaved: () => void;
}

function EditorHead({ report, inquiry, readAt }: Pick<ReportEditorProps, 'report' | 'inquiry' | 'readAt'>) {
  const authorName = useAuthorName();
  const state = useEditorState();
  return (
    <header className={classes.head}>
      <div>
        <PageTitle title={`Edit report for ${inquiry.name}`} />
        <p className={classes.facts}>
          {inquiry.company !== null && <span>{inquiry.company}</span>}
          <span>{inquiry.reference}</span>
          <span>
            Version {report.number} by {authorName(report)}, <RelativeTime iso={report.created_at} />
          </span>
        </p>
      </div>
      <Button component={Link} to={readAt} state={state} variant="default" className={classes.close}>
        Close
      </Button>
    </header>
  );
}

/** Show the editor of a version. */
export function ReportEditor({ report, inquiry, session, readAt, onSaved }: ReportEditorProps) {
  const navigate = useNavigate();
  const isOnline = useOnline();
  const canWrite = usePermission('reports:write');
  const hasPreviewBeside = useMediaQuery(PREVIEW_FITS_BESIDE, true, {
    getInitialValueInEffect: false,
  });
  const editorState = useEditorState();
  const field = useRef<HTMLTextAreaElement>(null);
  const [view, setView] = useState<View>('Write');
  const [isUnlocked, setIsUnlocked] = useState(editorState.asNewVersion === true);
  const draft = useDraft(report);
  const { text, isUnsaved, offered } = draft;
  // The inquiry knows how a version stands, which may have changed since its text was read.
  const base = { ...draft.base, ...inquiry.reports.find(({ id }) => id === draft.base.id) };

  const { superseding, isSaving, error, saveOn, savedNumber } = useSaveVersion({
    draft,
    versions: inquiry.reports,
    onSaved: (saved) => {
      onSaved();
      setView('Write');
      const state = { ...editorState, session, asNewVersion: true };
      void navigate(reportEditPath(saved.id), { replace: true, state, preventScrollReset: true });
    },
  });
  const isLocked = isApproved(base) && !isUnlocked && !isUnsaved;
  const isOld = superseding !== null && !isUnsaved;
  const isReadOnly = !canWrite || isLocked || isOld || offered !== null;
  const isConflict = superseding !== null && isUnsaved;
  const save = () => {
    if (isUnsaved && isOnline && !isReadOnly && !isConflict) saveOn(base);
  };

  useSaveKey(save);
  useShortcuts({
    Escape: () => {
      void navigate(readAt, { state: editorState });
    },
  });
  const leaving = useModule('leave-dialog', loadLeaveDialog).data;
  const exit = useLeaveGuard({
    isUnsaved,
    canAsk: leaving !== undefined,
    isHere: ({ pathname, state }) =>
      pathname.startsWith(`${REPORTS_PATH}/`) && readEditorState(state).session === session,
  });

  return (
    <>
      <EditorHead report={base} inquiry={inquiry} readAt={readAt} />
      <div className={classes.notices}>
        {offered !== null && (
          <OfferedDraft draft={offered} onRestore={draft.restore} onDiscard={draft.discard} />
        )}
        {isOld && offered === null && <Superseded base={base} newest={superseding} />}
        {isLocked && !isOld && offered === null && (
          <ApprovedVersion
            base={base}
            onEdit={() => {
              setIsUnlocked(true);
            }}
          />
        )}
      </div>
      <section className={classes.card} aria-label={`Text, from version ${String(base.number)}`}>
        <div className={classes.bar}>
          {view === 'Write' && !isReadOnly && <FormatButtons field={field} />}
          <SegmentedControl
            aria-label="View"
            className={classes.views ?? ''}
            data={[...VIEWS]}
            value={view}
            onChange={setView}
          />
        </div>
        <MachineMark report={base} />
        {view === 'Write' && (
          <WritingPane
            draft={draft}
            field={field}
            isReadOnly={isReadOnly}
            hasPreview={hasPreviewBeside}
            error={error}
          />
        )}
        {view === 'Preview' && (
          <div className={classes.reading}>
            <PreviewPane markdown={text.markdown} />
          </div>
        )}
        {view === 'Changes' && (
          <div className={classes.reading}>
            <ComparedTexts
              before={superseding ?? base}
              after={text}
              caption={`Changes from version ${String((superseding ?? base).number)} to your text`}
            />
          </div>
        )}
        {!isReadOnly && (
          <div className={classes.foot}>
            {isConflict && (
              <Conflict
                newest={superseding}
                isSaving={isSaving}
                onCompare={() => {
                  setView('Changes');
                  window.scrollTo({ top: 0 });
                }}
                onSave={() => {
                  saveOn(superseding);
                }}
              />
            )}
            {error !== null && (
              <SaveFailure
                error={error}
                onRetry={() => {
                  saveOn(superseding ?? base);
                }}
              />
            )}
            <SaveBar
              draft={draft}
              isSaving={isSaving}
              savedNumber={savedNumber}
              noteFault={fieldFault(error, 'note')}
              onSave={isConflict ? null : save}
            />
          </div>
        )}
      </section>
      {leaving !== undefined && (
        <leaving.LeaveDialog
          opened={exit.state === 'blocked'}
          isKept={draft.isKeepable}
          onStay={() => exit.reset?.()}
          onLeave={() => exit.proceed?.()}
        />
      )}
    </>
  );
}
