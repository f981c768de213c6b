/**
 * One inquiry with what is known and what is owed.
 */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { fault, json, stubApi } from '../testing/api-stub';
import {
  makeEmail,
  makeInquiry,
  makeOwedWork,
  makeReportSummary,
  makeSession,
} from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

const report = {
  ...makeReportSummary(),
  inquiry_id: 'inquiry-1',
  reference: 'CP-7K3M-92QD',
  markdown: '# Summary',
  html: '<h1>Summary</h1><table><tr><td>Week 1</td></tr></table><a href="https://x.example">x</a>',
};

function showInquiry(inquiry: ReturnType<typeof makeInquiry>, tab = 'report') {
  const api = stubApi({
    'GET /auth/me': () => json(makeSession()),
    'GET /admin/inquiries/inquiry-1': () => json(inquiry),
    'GET /admin/reports/inquiry-1.1': () => json(report),
  });
  renderAdmin(`/admin/inquiries/inquiry-1/${tab}`);
  return api;
}

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('shows the draft, marked as what it is, with its other forms', async () => {
  showInquiry(makeInquiry());

  expect(await screen.findByRole('heading', { level: 1, name: 'Maria Keller' })).toBeTruthy();
  expect(await screen.findByRole('heading', { level: 2, name: 'Summary' })).toBeTruthy();
  expect(screen.getByText('Written by AI, not reviewed')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'HTML' }).getAttribute('href')).toBe(
    '/api/v1/admin/reports/inquiry-1.1/html',
  );
  expect(screen.getByRole('link', { name: 'Markdown' }).getAttribute('href')).toBe(
    '/api/v1/admin/reports/inquiry-1.1/markdown',
  );
  expect(screen.getByRole('region', { name: 'Table 1' }).tabIndex).toBe(0);
  expect(screen.getByRole('link', { name: 'x' }).getAttribute('target')).toBe('_blank');
  expect(document.title).toBe('Maria Keller – CloudPartner Pro');
});

it('marks an outline and says when the draft is tried again', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T22:10:00Z'), toFake: ['Date'] });
  showInquiry(
    makeInquiry({
      reports: [],
      report: 'outline',
      outline: '## Questions',
      outline_html: '<h2>Questions</h2>',
      owed: [
        makeOwedWork({
          attempts: 2,
          reason: 'AI timed out',
          next_attempt_at: '2026-11-22T22:10:40Z',
        }),
      ],
    }),
  );

  const outline = await screen.findByRole('region', { name: 'Outline' });
  expect(outline.textContent).toContain(
    'Outline made by rules. AI was not available. The draft is still owed.',
  );
  expect(outline.textContent).toContain(
    'Draft: 2nd try failed (AI timed out). Next try in 40 s.',
  );
  expect(within(outline).getByRole('heading', { name: 'Questions' })).toBeTruthy();
  expect(screen.queryByText('Written by AI, not reviewed')).toBeNull();
});

it('says what is being done while there is nothing to read', async () => {
  showInquiry(
    makeInquiry({
      reports: [],
      report: 'working',
      email_events: [],
      owed: [makeOwedWork({ state: 'leased' })],
    }),
  );

  const region = await screen.findByRole('region', { name: 'Report' });
  expect(region.textContent).toContain('Draft is being written.');
});

it('asks again while something is owed, and no longer', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const working = makeInquiry({
    reports: [],
    report: 'working',
    owed: [makeOwedWork({ state: 'leased' })],
  });
  const api = showInquiry(working);
  const countRequests = () =>
    api.requests.filter((route) => route === 'GET /admin/inquiries/inquiry-1').length;
  await screen.findAllByText('Draft is being written.');
  api.answer('GET /admin/inquiries/inquiry-1', () => json(makeInquiry()));

  await vi.advanceTimersByTimeAsync(5100);
  expect(await screen.findByText('Written by AI, not reviewed')).toBeTruthy();
  const whenDone = countRequests();
  await vi.advanceTimersByTimeAsync(20_000);

  expect(whenDone).toBe(2);
  expect(countRequests()).toBe(whenDone);
});

it("quotes the client's words and never makes them part of the page", async () => {
  showInquiry(makeInquiry());

  await userEvent.click(await screen.findByRole('button', { name: 'Message' }));

  const message = document.querySelector('blockquote');
  expect(message?.textContent).toBe('Our rack lease ends.\n<b>Hurry</b>');
  expect(message?.children).toHaveLength(0);
});

it('lists the mails with their state and the reason of a failure', async () => {
  showInquiry(
    makeInquiry({
      email_events: [
        makeEmail({ status: 'failed', message_id: null, reason: 'The address is refused.' }),
        makeEmail({
          kind: 'consultant_notification',
          subject: '[URGENT] Keller',
          at: '2026-11-22T22:05:12Z',
        }),
      ],
    }),
    'mail',
  );

  const mail = await screen.findByRole('region', { name: 'Mail' });
  const [newest, oldest] = within(mail).getAllByRole('listitem');
  expect(newest?.textContent).toContain('Sent[URGENT] KellerDraft to the consultants');
  expect(newest?.textContent).toContain('Provider id ses-1');
  expect(oldest?.textContent).toContain('Failed');
  expect(oldest?.textContent).toContain('The address is refused.');
});

it('says that an inquiry does not exist', async () => {
  const api = showInquiry(makeInquiry());
  api.answer('GET /admin/inquiries/inquiry-1', () =>
    fault(404, 'InquiryNotFound', 'There is no inquiry with this id.'),
  );

  await screen.findByRole('heading', { level: 1, name: 'There is no such inquiry' });
  expect(screen.getByRole('link', { name: 'Go to inquiries' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});
