/**
 * What the API says about reports.
 */
import type { components } from '@/types/api';

export type Report = components['schemas']['Report'];
export type ReportSummary = components['schemas']['ReportSummary'];
export type ReportListItem = components['schemas']['ReportListItem'];
export type ReportPage = components['schemas']['ReportPage'];
export type ReportStatus = components['schemas']['ReportStatus'];
export type ReportOrigin = components['schemas']['ReportOrigin'];
export type ReportEdit = components['schemas']['ReportEdit'];
export type InquiryCounts = components['schemas']['InquiryCounts'];

/** The inquiry that a report answers, as far as its report is concerned. */
export type ReportedInquiry = Pick<
  components['schemas']['Inquiry'],
  'id' | 'name' | 'company' | 'email' | 'reference' | 'reports' | 'owed'
>;
