/**
 * The editor of a report as a test opens it: version 1, alone or with others.
 */
import { screen } from '@testing-library/react';

import { fault, json, stubApi, type ApiStub } from './api-stub';
import { makeInquiry, makeReport, makeReportSummary, makeSession } from './factories';
import { renderAdmin } from './render-admin';

type Report = ReturnType<typeof makeReport>;
type Session = ReturnType<typeof makeSession>;

export const PATCH_FIRST = 'PATCH /admin/reports/inquiry-1.1';

const CONSULTANTS = { items: [{ username: 'robin', name: 'Robin Meyer' }] };

export const REPORT = makeReport({ markdown: '# Plan\n\nOld words\n' });
export const THEIRS = makeReport({
  id: 'inquiry-1.2',
  number: 2,
  origin: 'person',
  author: 'robin',
  markdown: '# Plan\n\nTheir words\n',
});

interface Opened {
  report?: Report;
  versions?: Report[];
  session?: Session;
}

function summaryOf({ id, number, status, origin, author, superseded_by }: Report) {
  return makeReportSummary({ id, number, status, origin, author, superseded_by });
}

/** Open the editor of a version. */
export function openEditor({
  report = REPORT,
  versions = [report],
  session = makeSession(),
}: Opened = {}) {
  const api = stubApi({
    'GET /auth/me': () => json(session),
    'GET /admin/consultants': () => json(CONSULTANTS),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry({ reports: versions.map(summaryOf) })),
  });
  for (const version of [report, ...versions]) {
    api.answer(`GET /admin/reports/${version.id}`, () => json(version));
  }
  const router = renderAdmin(`/admin/reports/${report.id}/edit`);
  return { api, router };
}

/** Have the API save what it is sent as a version. */
export function saveAs(api: ApiStub, route: string, id: string, number: number): void {
  api.answer(route, () => {
    const { markdown, title } = api.bodies[route] as Report;
    return json(makeReport({ id, number, origin: 'person', author: 'anna', markdown, title }));
  });
}

/** Have the API refuse to save, since Robin saved version 2. */
export function refuseFor(api: ApiStub, route: string): void {
  const { id, number, status, author, origin, created_at } = THEIRS;
  const current = { id, number, status, author, origin, created_at };
  api.answer(route, () => fault(409, 'ReportSuperseded', 'robin saved it.', { current }));
  api.answer(`GET /admin/reports/${id}`, () => json(THEIRS));
}

/** Find the field of the text. */
export function findText(): Promise<HTMLTextAreaElement> {
  return screen.findByLabelText('Text, in Markdown');
}

/** Find a button, once it is there. */
export function findButton(name: string): Promise<HTMLButtonElement> {
  return screen.findByRole('button', { name });
}
