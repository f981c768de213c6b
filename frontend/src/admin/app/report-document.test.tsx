/**
 * The report of an inquiry: its versions, what can be done with them, what comes of it.
 */
import { notifications } from '@mantine/notifications';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { fault, json, redirected, stubApi } from '../testing/api-stub';
import {
  makeInquiry,
  makeOwedWork,
  makeReport,
  makeReportSummary,
  makeSession,
} from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

type Summary = ReturnType<typeof makeReportSummary>;

const FIRST = makeReportSummary({ superseded_by: 2 });
const SECOND = makeReportSummary({
  id: 'inquiry-1.2',
  number: 2,
  origin: 'person',
  author: 'robin',
  model: null,
  note: 'After the call',
});
const TEXTS: Record<number, string> = { 1: '# Plan\n\nOld words\n', 2: '# Plan\n\nNew words\n' };
const CONSULTANTS = { items: [{ username: 'robin', name: 'Robin Meyer' }] };

function show(reports: Summary[], { search = '', session = makeSession() } = {}) {
  const api = stubApi({
    'GET /auth/me': () => json(session),
    'GET /admin/consultants': () => json(CONSULTANTS),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry({ reports })),
  });
  for (const summary of reports) {
    const { id, number } = summary;
    api.answer(`GET /admin/reports/${id}`, () =>
      json(makeReport({ ...summary, markdown: TEXTS[number] ?? '' })),
    );
  }
  const router = renderAdmin(`/admin/inquiries/inquiry-1/report${search}`);
  return { api, router };
}

/** Change what the API says of the inquiry from now on. */
function become(api: ReturnType<typeof stubApi>, reports: Summary[], changes = {}) {
  api.answer('GET /admin/inquiries/inquiry-1', () => json(makeInquiry({ reports, ...changes })));
}

function button(name: string) {
  return screen.findByRole('button', { name });
}

afterEach(() => {
  notifications.clean();
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('marks a draft by AI and names its model', async () => {
  show([FIRST]);

  const report = await screen.findByRole('region', { name: 'Report, version 1' });
  expect(report.textContent).toContain('Written by AI, not reviewed');
  expect(report.textContent).toContain('Written by AI · amazon.nova-lite-v1:0');
  expect(screen.queryByRole('button', { name: 'Compare' })).toBeNull();
});

it('says who wrote the newest version and why', async () => {
  show([FIRST, SECOND]);

  const report = await screen.findByRole('region', { name: 'Report, version 2' });
  await waitFor(() => {
    expect(report.textContent).toContain('Written by Robin Meyer');
  });
  expect(report.textContent).toContain('After the call');
  expect(report.textContent).not.toContain('not reviewed');
});

it('marks a version as reviewed and then approves it', async () => {
  const { api } = show([FIRST]);
  api.answer('PATCH /admin/reports/inquiry-1.1', () => json(makeReport({ status: 'reviewed' })));
  const marking = await button('Mark report as reviewed');

  become(api, [{ ...FIRST, status: 'reviewed' }]);
  await userEvent.click(marking);
  expect(await screen.findByText('Written by AI, reviewed, not approved')).toBeTruthy();
  expect(api.bodies['PATCH /admin/reports/inquiry-1.1']).toEqual({ status: 'reviewed', version: 1 });

  api.answer('POST /admin/reports/inquiry-1.1/approve', () => json(FIRST));
  const approved = { approved_by: 'robin', approved_at: '2026-11-22T22:09:00Z' };
  become(api, [{ ...FIRST, ...approved, status: 'approved' }]);
  await userEvent.click(await button('Approve report'));

  const report = screen.getByRole('region', { name: 'Report, version 1' });
  await button('Send to client');
  expect(report.textContent).toContain('Approved by Robin Meyer');
  expect(screen.queryByText(/Written by AI, (not )?reviewed/)).toBeNull();
  expect(screen.getByRole('link', { name: 'Edit as new version' })).toBeTruthy();
});

it('tells the review of the report from that of the inquiry', async () => {
  const { api } = show([FIRST]);
  become(api, [FIRST], { status: 'processing', next_statuses: ['reviewed', 'closed'] });

  const report = await screen.findByRole('region', { name: 'Report, version 1' });
  const inReport = within(report).getByRole('button', { name: 'Mark report as reviewed' });
  const marking = screen.getAllByRole('button', { name: /as reviewed/ });
  expect(marking.map((each) => each.textContent)).toEqual([
    'Mark inquiry as reviewed',
    'Mark report as reviewed',
  ]);
  expect(marking[1]).toBe(inReport);
});

it('takes the review back while that is offered', async () => {
  const { api } = show([FIRST]);
  api.answer('PATCH /admin/reports/inquiry-1.1', () => json(makeReport()));
  const marking = await button('Mark report as reviewed');
  become(api, [{ ...FIRST, status: 'reviewed' }]);
  await userEvent.click(marking);
  const undo = await screen.findByRole('button', { name: /^Undo/ });

  become(api, [FIRST]);
  await userEvent.click(undo);

  expect(await screen.findByText('It is a draft again.')).toBeTruthy();
  expect(api.bodies['PATCH /admin/reports/inquiry-1.1']).toEqual({ status: 'draft', version: 1 });
});

it('gives the focus back to what a dialog was opened by, also when it had to be loaded', async () => {
  show([FIRST]);
  const opener = await button('Generate again');
  await userEvent.click(opener);
  const dialog = await screen.findByRole('dialog', { name: 'Generate the report again' });

  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));

  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  expect(document.activeElement).toBe(opener);
});

it('approves nothing when somebody saved another version, and shows that', async () => {
  const { api } = show([FIRST]);
  const current = { id: 'inquiry-1.2', number: 2, author: 'robin', origin: 'person' };
  api.answer('POST /admin/reports/inquiry-1.1/approve', () =>
    fault(409, 'ReportSuperseded', 'robin saved version 2.', { current }),
  );
  api.answer('GET /admin/reports/inquiry-1.2', () => json(makeReport(SECOND)));
  const approving = await button('Approve report');

  become(api, [FIRST, SECOND]);
  await userEvent.click(approving);

  expect((await screen.findByRole('alert')).textContent).toContain(
    'Robin Meyer saved version 2 in the meantime. Read it first.',
  );
  expect(await screen.findByRole('region', { name: 'Report, version 2' })).toBeTruthy();
});

it('sends an approved version after asking with the address', async () => {
  const approved = { ...FIRST, status: 'approved' as const };
  const { api } = show([approved]);
  api.answer('POST /admin/reports/inquiry-1.1/send', () => json(approved, 202));
  await userEvent.click(await button('Send to client'));

  const dialog = await screen.findByRole('dialog', { name: 'Send the report to the client?' });
  expect(dialog.textContent).toContain('Maria Keller gets a mail at maria@keller-logistics.example');
  become(api, [{ ...approved, status: 'sent', sent_at: '2026-11-22T22:09:00Z' }]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Send to client' }));

  await button('Send again');
  expect(api.bodies['POST /admin/reports/inquiry-1.1/send']).toEqual({ again: false });
});

it('sends again when asked to, and explains a refusal', async () => {
  const { api } = show([{ ...FIRST, status: 'sent', sent_at: '2026-11-22T22:09:00Z' }]);
  api.answer('POST /admin/reports/inquiry-1.1/send', () =>
    fault(409, 'WorkUnderWay', 'The link to this version is on its way already.'),
  );
  await userEvent.click(await button('Send again'));
  const dialog = await screen.findByRole('dialog', { name: 'Send the report again?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Send again' }));

  expect((await within(dialog).findByRole('alert')).textContent).toContain(
    'A link to this version is on its way or was sent already. Nothing was sent now.',
  );
  expect(api.bodies['POST /admin/reports/inquiry-1.1/send']).toEqual({ again: true });
});

it('has another draft written, with instructions, and shows that it is owed', async () => {
  const { api } = show([FIRST]);
  api.answer('POST /admin/inquiries/inquiry-1/reports', () => new Response('', { status: 202 }));
  await userEvent.click(await button('Generate again'));
  const dialog = await screen.findByRole('dialog', { name: 'Generate the report again' });
  expect(dialog.textContent).toContain('amazon.nova-lite-v1:0');

  become(api, [FIRST], { owed: [makeOwedWork({ state: 'leased' })] });
  await userEvent.type(within(dialog).getByRole('textbox'), 'Shorter, please.');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Generate' }));

  const report = screen.getByRole('region', { name: 'Report, version 1' });
  expect(await within(report).findByText('Draft is being written.')).toBeTruthy();
  expect(api.bodies['POST /admin/inquiries/inquiry-1/reports']).toEqual({
    instructions: 'Shorter, please.',
  });
});

it('shows an old version by its address and goes back to the newest', async () => {
  const { router } = show([FIRST, SECOND], { search: '?version=1' });

  await screen.findByRole('region', { name: 'Report, version 1' });
  expect(screen.getByText(/Version 1 of 2\./)).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
  await userEvent.click(await button('Show the newest'));

  expect(await screen.findByRole('region', { name: 'Report, version 2' })).toBeTruthy();
  expect(router.state.location.search).toBe('');
});

it('lists the versions with author, status and note', async () => {
  const { router } = show([FIRST, SECOND]);
  await userEvent.click(await button('Version 2, choose another'));

  const [newest, oldest] = await screen.findAllByRole('menuitemradio');
  expect(newest?.textContent).toContain('Version 2 · DraftRobin Meyer');
  expect(newest?.textContent).toContain('After the call');
  expect(newest?.getAttribute('aria-checked')).toBe('true');
  if (oldest === undefined) throw new Error('The list has one version only.');
  await userEvent.click(oldest);

  expect(router.state.location.search).toBe('?version=1');
});

it('compares two versions, with signs and words for what changed', async () => {
  const { router } = show([FIRST, SECOND]);
  await userEvent.click(await button('Compare'));

  const table = await screen.findByRole('table', { name: 'Changes from version 1 to version 2' });
  const rows = within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
  expect(rows).toEqual(['# Plan', '', '−RemovedOld words', '+AddedNew words']);
  expect(screen.getByText('1 line added, 1 line removed.')).toBeTruthy();
  expect(router.state.location.search).toBe('?compare=1');
  await userEvent.click(await button('Close comparison'));

  await waitFor(() => {
    expect(screen.queryByRole('table')).toBeNull();
  });
});

it('restores an old version as a new one', async () => {
  const { api, router } = show([FIRST, SECOND], { search: '?version=1' });
  const third = makeReportSummary({ id: 'inquiry-1.3', number: 3, note: 'Restored version 1' });
  api.answer('PATCH /admin/reports/inquiry-1.2', () => json(makeReport(third)));
  api.answer('GET /admin/reports/inquiry-1.3', () => json(makeReport(third)));
  const restoring = await button('Restore this version');

  become(api, [FIRST, { ...SECOND, superseded_by: 3 }, third]);
  await userEvent.click(restoring);

  expect(await screen.findByRole('region', { name: 'Report, version 3' })).toBeTruthy();
  expect(api.bodies['PATCH /admin/reports/inquiry-1.2']).toEqual({
    markdown: TEXTS[1],
    title: FIRST.title,
    note: 'Restored version 1',
    version: 2,
  });
  expect(router.state.location.search).toBe('');
});

it('waits for the PDF to be made, then saves it', async () => {
  const { api } = show([FIRST]);
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.getAttribute('href') ?? '');
  });
  const headers = { 'Retry-After': '0.05' };
  api.answer('GET /admin/reports/inquiry-1.1/pdf', () => new Response('', { status: 202, headers }));
  await userEvent.click(await button('PDF'));

  expect(await screen.findByText(/The PDF is being made\./)).toBeTruthy();
  expect(saved).toEqual([]);
  api.answer('GET /admin/reports/inquiry-1.1/pdf', redirected);

  await waitFor(() => {
    expect(saved).toEqual(['/api/v1/admin/reports/inquiry-1.1/pdf']);
  });
  await waitFor(() => {
    expect(screen.queryByText(/The PDF is being made\./)).toBeNull();
  });
});

it('says why there is no PDF', async () => {
  const { api } = show([FIRST]);
  api.answer('GET /admin/reports/inquiry-1.1/pdf', () =>
    fault(503, 'DocumentsUnavailable', 'The file could not be made. Have it tried again.'),
  );
  await userEvent.click(await button('PDF'));

  expect((await screen.findByRole('alert')).textContent).toContain(
    'No PDF was downloaded.The file could not be made.',
  );
});

it('opens the editor of the newest version with e', async () => {
  const { router } = show([FIRST, SECOND]);
  await button('Approve report');

  await userEvent.keyboard('e');

  expect(router.state.location.pathname).toBe('/admin/reports/inquiry-1.2/edit');
});

it('offers no changes to those who may only read', async () => {
  const session = makeSession();
  const user = { ...session.user, permissions: ['inquiries:read', 'reports:read'] };
  show([FIRST], { session: { ...session, user } });
  await screen.findByRole('region', { name: 'Report, version 1' });

  expect(screen.queryByRole('button', { name: 'Approve report' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Generate again' })).toBeNull();
  expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
});

it('holds changes back while the browser is offline', async () => {
  const { api } = show([FIRST]);
  await button('Approve report');
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  window.dispatchEvent(new Event('offline'));

  await waitFor(() => {
    const approving = screen.getByRole('button', { name: 'Approve report' });
    expect(approving.getAttribute('aria-disabled')).toBe('true');
  });
  await userEvent.click(screen.getByRole('button', { name: 'Approve report' }));

  expect(api.requests).not.toContain('POST /admin/reports/inquiry-1.1/approve');
});
