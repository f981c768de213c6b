/**
 * The words, colours and icons of what a report can be.
 */
import { IconCheck, IconEye, IconPencil, IconSend, IconSparkles, IconUser } from '@tabler/icons-react';

import type { Tone } from '../../components/tone-badge';
import type { ReportOrigin, ReportStatus, ReportSummary } from './types';

export interface Presentation {
  label: string;
  tone: Tone;
  icon: typeof IconCheck;
}

export const REPORT_STATUSES: Record<ReportStatus, Presentation> = {
  draft: { label: 'Draft', tone: 'yellow', icon: IconPencil },
  reviewed: { label: 'Reviewed', tone: 'violet', icon: IconEye },
  approved: { label: 'Approved', tone: 'green', icon: IconCheck },
  sent: { label: 'Sent', tone: 'green', icon: IconSend },
};

export const REPORT_ORIGINS: Record<ReportOrigin, Presentation> = {
  ai: { label: 'AI', tone: 'gray', icon: IconSparkles },
  person: { label: 'Person', tone: 'gray', icon: IconUser },
};

/** Tell whether the client may see a version; then nobody changes it any more. */
export function isApproved(report: { status: ReportStatus }): boolean {
  return report.status === 'approved' || report.status === 'sent';
}

/** Say what a version that AI wrote is, until somebody has approved it. */
export function machineMark(report: ReportSummary): string | null {
  if (report.origin !== 'ai' || isApproved(report)) return null;
  return report.status === 'draft'
    ? 'Written by AI, not reviewed'
    : 'Written by AI, reviewed, not approved';
}
