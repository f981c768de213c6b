/**
 * What the API says about inquiries.
 */
import type { components } from '@/types/api';

type Schemas = components['schemas'];

export type Activity = Schemas['ActivityView'];
export type ActivityPage = Schemas['ActivityPage'];
export type BulkEdit = Schemas['BulkEdit'];
export type BulkResult = Schemas['BulkResult'];
export type BulkResults = Schemas['BulkResults'];
export type Email = Schemas['Email'];
export type ExportRequest = Schemas['ExportRequest'];
export type Inquiry = Schemas['Inquiry'];
export type InquiryCounts = Schemas['InquiryCounts'];
export type InquiryEdit = Schemas['InquiryEdit'];
export type InquiryListItem = Schemas['InquiryListItem'];
export type InquiryPage = Schemas['InquiryPage'];
export type InquiryStatus = Schemas['InquiryStatus'];
export type OwedWork = Schemas['OwedWork'];
export type Priority = Schemas['Priority'];
export type ReportLink = Schemas['ReportLink'];
export type ReportState = Schemas['ReportState'];
export type ReportSummary = Schemas['ReportSummary'];
export type ServiceType = Schemas['ServiceType'];
export type Source = Schemas['Source'];

/** New values of what people can change of an inquiry. */
export type Change = Pick<InquiryEdit, 'status' | 'priority' | 'assignee'>;
