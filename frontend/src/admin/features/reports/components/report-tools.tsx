/**
 * What else a version offers: files, comparison, another draft.
 */
import { Button } from '@mantine/core';
import {
  IconDownload,
  IconFileText,
  IconGitCompare,
  IconMarkdown,
  IconSparkles,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { reportDocumentUrl } from '../api/get-report';

interface ReportToolsProps {
  reportId: string;
  isPdfPending: boolean;
  onPdf: () => void;
  /** Left out where there is nothing to compare with. */
  onCompare: (() => void) | null;
  /** Left out for those who may only read. */
  onGenerate: (() => void) | null;
}

const ICON = { size: 16, stroke: 1.75 };

function DocumentLink({
  reportId,
  format,
  icon,
  children,
}: {
  reportId: string;
  format: 'html' | 'markdown';
  icon: ReactNode;
  children: string;
}) {
  return (
    <Button
      component="a"
      href={reportDocumentUrl(reportId, format)}
      target="_blank"
      rel="noopener"
      variant="subtle"
      size="xs"
      leftSection={icon}
    >
      {children}
    </Button>
  );
}

/** Show the tools of a version. */
export function ReportTools({
  reportId,
  isPdfPending,
  onPdf,
  onCompare,
  onGenerate,
}: ReportToolsProps) {
  return (
    <>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconDownload {...ICON} />}
        loading={isPdfPending}
        onClick={onPdf}
      >
        PDF
      </Button>
      <DocumentLink reportId={reportId} format="html" icon={<IconFileText {...ICON} />}>
        HTML
      </DocumentLink>
      <DocumentLink reportId={reportId} format="markdown" icon={<IconMarkdown {...ICON} />}>
        Markdown
      </DocumentLink>
      {onCompare !== null && (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconGitCompare {...ICON} />}
          onClick={onCompare}
        >
          Compare
        </Button>
      )}
      {onGenerate !== null && (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconSparkles {...ICON} />}
          onClick={onGenerate}
        >
          Generate again
        </Button>
      )}
    </>
  );
}
