/**
 * What the API takes and answers, by the names that the front end uses.
 */
export interface Fault {
  Code: string;
  Message: string;
  Details: Record<string, unknown>;
}

export type InquirySource = 'contact_form' | 'quote_request';

export interface NewInquiry {
  name: string;
  email: string;
  company?: string;
  phone?: string;
  services: string[];
  message: string;
  source: InquirySource;
}

export interface SubmittedInquiry {
  id: string;
  reference: string;
  status_url: string;
}

export type InquiryStatus = 'pending' | 'processing' | 'reviewed' | 'responded' | 'closed';

export interface InquiryStep {
  step: 'received' | 'preparation' | 'review' | 'reply';
  state: 'done' | 'current' | 'upcoming';
  at: string | null;
}

export interface Confirmation {
  state: 'queued' | 'sent' | 'suppressed' | 'failed' | 'delivered' | 'bounced';
  to: string;
  at: string | null;
}

export interface InquiryProgress {
  reference: string;
  status: InquiryStatus;
  services: string[];
  received_at: string;
  updated_at: string;
  timeline: InquiryStep[];
  confirmation: Confirmation;
}

export interface User {
  username: string;
  name: string;
  role: string;
  permissions: string[];
}

export interface SignedIn {
  token: string;
  expires_at: string;
  user: User;
}

export interface Session {
  user: User;
  expires_at: string;
  environment: string;
  stage: string;
  release: string;
}

export type Priority = 'urgent' | 'high' | 'medium' | 'low';

export interface InquiryListItem {
  id: string;
  reference: string;
  name: string;
  company: string | null;
  services: string[];
  priority: Priority;
  status: InquiryStatus;
  source: InquirySource;
  assignee: string | null;
  created_at: string;
  updated_at: string;
  report: 'working' | 'outline' | 'draft';
  version: number;
}

export interface InquiryPage {
  items: InquiryListItem[];
  next_cursor: string | null;
}

export interface ReportSummary {
  id: string;
  number: number;
  status: 'draft';
  title: string;
  created_at: string;
  origin: 'ai';
  model: string;
  prompt_version: string;
  input_tokens: number;
  output_tokens: number;
}

export interface EmailEvent {
  kind: string;
  to: string;
  subject: string;
  status: 'sent' | 'suppressed' | 'failed';
  at: string;
  message_id: string | null;
  reason: string | null;
}

export interface OwedWork {
  debt: 'customer_mail' | 'report' | 'consultant_mail';
  state: 'waiting' | 'due' | 'leased' | 'parked' | 'capped';
  attempts: number;
  failures: number;
  next_attempt_at: string | null;
  reason: string | null;
}

export interface Inquiry extends InquiryListItem {
  email: string;
  phone: string | null;
  message: string;
  priority_reason: string | null;
  outline: string | null;
  outline_html: string | null;
  reports: ReportSummary[];
  email_events: EmailEvent[];
  owed: OwedWork[];
}

export interface Report extends ReportSummary {
  inquiry_id: string;
  reference: string;
  markdown: string;
  html: string;
}
