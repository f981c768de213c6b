/**
 * What the API says about inquiries.
 */
import type { components } from '@/types/api';

export type Inquiry = components['schemas']['Inquiry'];
export type InquiryListItem = components['schemas']['InquiryListItem'];
export type InquiryPage = components['schemas']['InquiryPage'];
export type InquiryStatus = components['schemas']['InquiryStatus'];
export type Priority = components['schemas']['Priority'];
export type ReportState = components['schemas']['ReportState'];
export type ReportSummary = components['schemas']['ReportSummary'];
export type Source = components['schemas']['Source'];
export type Email = components['schemas']['Email'];
export type OwedWork = components['schemas']['OwedWork'];
