/**
 * The report tab: the draft, the outline in its place, or what is being done about it.
 */
import { Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { SafeDocument } from '../../../components/safe-document';
import { debtKind } from '../owed-work';
import type { Inquiry } from '../types';
import classes from './report-panel.module.css';
import { OwedWorkLines } from './owed-work-lines';

interface ReportPanelProps {
  inquiry: Inquiry;
  renderReport: (inquiry: Inquiry) => ReactNode;
}

function Outline({ inquiry, html }: { inquiry: Inquiry; html: string }) {
  const owed = inquiry.owed.filter((work) => debtKind(work) === 'report');
  return (
    <section className={classes.card} aria-label="Outline">
      <div className={classes.banner}>
        <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
        <p>
          <strong>Outline made by rules.</strong> AI was not available.
          {owed.length > 0 && ' The draft is still owed.'}
        </p>
      </div>
      {owed.length > 0 && (
        <div className={classes.owed}>
          <OwedWorkLines inquiryId={inquiry.id} owed={owed} />
        </div>
      )}
      <SafeDocument html={html} />
    </section>
  );
}

function Working({ inquiry }: { inquiry: Inquiry }) {
  const owed = inquiry.owed.filter((work) => debtKind(work) === 'report');
  return (
    <section className={classes.card} aria-label="Report">
      <div className={classes.owed} role="status">
        {owed.length > 0 ? <OwedWorkLines inquiryId={inquiry.id} owed={owed} /> : 'There is no report for this inquiry.'}
        {owed.length > 0 && <p className={classes.note}>It appears here as soon as it is stored.</p>}
      </div>
      {owed.length > 0 && (
        <div className={classes.placeholder} aria-hidden>
          <Skeleton height={20} width="34%" animate={false} />
          <Skeleton height={12} animate={false} />
          <Skeleton height={12} width="92%" animate={false} />
          <Skeleton height={12} width="70%" animate={false} />
        </div>
      )}
    </section>
  );
}

/** Show the report of an inquiry, or what stands in its place. */
export function ReportPanel({ inquiry, renderReport }: ReportPanelProps) {
  if (inquiry.reports.length > 0) return renderReport(inquiry);
  if (inquiry.outline_html !== null) return <Outline inquiry={inquiry} html={inquiry.outline_html} />;
  return <Working inquiry={inquiry} />;
}
