/**
 * Valid answers of the API; a test sets only what it is about.
 */
import type { components } from '@/types/api';

type Schemas = components['schemas'];

export const NOW = Date.parse('2026-11-22T22:10:00Z');

/** Make a session. */
export function makeSession(changes: Partial<Schemas['Me']> = {}): Schemas['Me'] {
  return {
    user: {
      username: 'anna',
      name: 'Anna Lindqvist',
      role: 'consultant',
      permissions: [
        'inquiries:read',
        'inquiries:write',
        'mail:read',
        'mail:write',
        'reports:read',
        'reports:write',
      ],
    },
    expires_at: '2099-01-01T00:00:00Z',
    environment: 'local',
    stage: 'local',
    release: 'r1',
    ...changes,
  };
}

/** Make somebody who may read inquiries and change nothing. */
export function makeReader(): Schemas['UserView'] {
  return {
    username: 'otto',
    name: 'Otto Weber',
    role: 'reader',
    permissions: ['inquiries:read', 'reports:read'],
  };
}

/** Make a row of the list. */
export function makeListItem(
  changes: Partial<Schemas['InquiryListItem']> = {},
): Schemas['InquiryListItem'] {
  return {
    id: 'inquiry-1',
    reference: 'CP-7K3M-92QD',
    name: 'Maria Keller',
    company: 'Keller Logistics',
    email: 'maria@keller-logistics.example',
    services: ['migration', 'assessment'],
    priority: 'urgent',
    status: 'pending',
    source: 'contact_form',
    assignee: null,
    created_at: '2026-11-22T22:04:09Z',
    updated_at: '2026-11-22T22:04:09Z',
    report: 'draft',
    report_number: 1,
    version: 1,
    ...changes,
  };
}

/** Make a page of the list. */
export function makeInquiryPage(
  items: Schemas['InquiryListItem'][] = [makeListItem()],
  changes: Partial<Schemas['InquiryPage']> = {},
): Schemas['InquiryPage'] {
  return { items, next_cursor: null, total: items.length, looked_at: null, ...changes };
}

/** Make counts of inquiries, of which two are pending. */
export function makeCounts(
  changes: Partial<Schemas['InquiryCounts']> = {},
): Schemas['InquiryCounts'] {
  return {
    total: 1284,
    by_status: { pending: 2, processing: 1, closed: 1281 },
    by_report: { draft: 3, sent: 1281 },
    by_assignee: { anna: 4 },
    ...changes,
  };
}

/** Make what is known of a report. */
export function makeReportSummary(
  changes: Partial<Schemas['ReportSummary']> = {},
): Schemas['ReportSummary'] {
  return {
    id: 'inquiry-1.1',
    number: 1,
    status: 'draft',
    title: 'Cloud migration for Keller Logistics',
    service: 'migration',
    created_at: '2026-11-22T22:05:09Z',
    updated_at: '2026-11-22T22:05:09Z',
    origin: 'ai',
    author: null,
    note: null,
    model: 'amazon.nova-lite-v1:0',
    prompt_version: 'migration-1',
    input_tokens: 812,
    output_tokens: 1100,
    approved_by: null,
    approved_at: null,
    sent_at: null,
    superseded_by: null,
    ...changes,
  };
}

/** Make a version of a report with its text. */
export function makeReport(changes: Partial<Schemas['Report']> = {}): Schemas['Report'] {
  const summary = makeReportSummary(changes);
  return {
    ...summary,
    inquiry_id: 'inquiry-1',
    reference: 'CP-7K3M-92QD',
    version: summary.number,
    markdown: '# Summary',
    html: '<h2>Summary</h2>',
    ...changes,
  };
}

/** Make a row of the list of reports. */
export function makeReportListItem(
  changes: Partial<Schemas['ReportListItem']> = {},
): Schemas['ReportListItem'] {
  return {
    id: 'inquiry-1.1',
    inquiry_id: 'inquiry-1',
    number: 1,
    reference: 'CP-7K3M-92QD',
    name: 'Maria Keller',
    company: 'Keller Logistics',
    title: 'Cloud migration for Keller Logistics',
    service: 'migration',
    status: 'draft',
    origin: 'ai',
    created_at: '2026-11-22T22:05:09Z',
    updated_at: '2026-11-22T22:05:09Z',
    ...changes,
  };
}

/** Make a mail, which has happened as its status says. */
export function makeEmail(changes: Partial<Schemas['Email']> = {}): Schemas['Email'] {
  const { status = 'sent', at = '2026-11-22T22:04:13Z', reason = null } = changes;
  return {
    id: 'inquiry-1.mail-1',
    kind: 'customer_confirmation',
    to: 'maria@keller-logistics.example',
    subject: 'We have your inquiry (CP-7K3M-92QD)',
    status,
    at,
    message_id: 'ses-1',
    reason,
    events: [{ status, at, reason }],
    ...changes,
  };
}

/** Make owed work. */
export function makeOwedWork(changes: Partial<Schemas['OwedWork']> = {}): Schemas['OwedWork'] {
  return {
    debt: 'report',
    state: 'due',
    attempts: 0,
    failures: 0,
    next_attempt_at: null,
    reason: null,
    ...changes,
  };
}

/** Make an inquiry with a draft and nothing owed. */
export function makeInquiry(changes: Partial<Schemas['Inquiry']> = {}): Schemas['Inquiry'] {
  return {
    ...makeListItem(),
    phone: null,
    message: 'Our rack lease ends.\n<b>Hurry</b>',
    priority_reason: 'the word "urgent" in the message',
    next_statuses: ['processing', 'closed'],
    edited_by: null,
    outline: null,
    outline_html: null,
    reports: [makeReportSummary()],
    links: [],
    email_events: [makeEmail()],
    owed: [],
    synthetic: false,
    ...changes,
  };
}

/** Make something that Anna did. */
export function makeActivity(
  changes: Partial<Schemas['ActivityView']> = {},
): Schemas['ActivityView'] {
  return {
    id: 'activity-1',
    kind: 'note_added',
    at: '2026-11-22T22:08:00Z',
    actor: 'anna',
    subject: null,
    old: null,
    new: null,
    text: null,
    ...changes,
  };
}

/** Make a client's link to a report. */
export function makeReportLink(
  changes: Partial<Schemas['ReportLink']> = {},
): Schemas['ReportLink'] {
  return {
    id: 'link-1',
    report_number: 2,
    created_at: '2026-11-22T22:06:00Z',
    expires_at: '2099-12-22T22:06:00Z',
    revoked_at: null,
    revoked_by: null,
    opens: 0,
    last_opened_at: null,
    ...changes,
  };
}
