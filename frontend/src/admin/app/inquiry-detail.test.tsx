/**
 * One inquiry with what is known and what is owed.
 */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { empty, fault, json, stubApi } from '../testing/api-stub';
import {
  makeInquiry,
  makeOwedWork,
  makeReader,
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

function showInquiry(inquiry: ReturnType<typeof makeInquiry>, session = makeSession()) {
  const api = stubApi({
    'GET /auth/me': () => json(session),
    'GET /admin/inquiries/inquiry-1': () => json(inquiry),
    'GET /admin/reports/inquiry-1.1': () => json(report),
  });
  renderAdmin('/admin/inquiries/inquiry-1/report');
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

it('has owed work tried at once, for who may', async () => {
  const parked = makeOwedWork({ state: 'parked', failures: 5, reason: 'KeyError' });
  const api = showInquiry(makeInquiry({ reports: [], report: 'working', owed: [parked] }));
  const region = await screen.findByRole('region', { name: 'Report' });
  expect(region.textContent).toContain(
    'Draft: 5th try failed (KeyError). It is not tried again by itself.',
  );
  api.answer('POST /admin/inquiries/inquiry-1/owed/report/retry', () => {
    const owed = [makeOwedWork({ state: 'leased' })];
    api.answer('GET /admin/inquiries/inquiry-1', () =>
      json(makeInquiry({ reports: [], report: 'working', owed })),
    );
    return empty(202);
  });

  await userEvent.click(within(region).getByRole('button', { name: 'Try now: Draft' }));

  expect((await screen.findAllByText('Draft is being written.')).length).toBeGreaterThan(0);
  expect(screen.queryByRole('button', { name: 'Try now: Draft' })).toBeNull();
});

it('offers no try to who may only read', async () => {
  const parked = makeOwedWork({ state: 'parked', failures: 5 });

  showInquiry(
    makeInquiry({ reports: [], report: 'working', owed: [parked] }),
    makeSession({ user: makeReader() }),
  );
  await screen.findByRole('region', { name: 'Report' });

  expect(screen.queryByRole('button', { name: 'Try now: Draft' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Start work' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Status: Pending' })).toBeNull();
  expect(screen.getByText('Pending')).toBeTruthy();
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

it('says that an inquiry does not exist', async () => {
  const api = showInquiry(makeInquiry());
  api.answer('GET /admin/inquiries/inquiry-1', () =>
    fault(404, 'InquiryNotFound', 'There is no inquiry with this id.'),
  );

  await screen.findByRole('heading', { level: 1, name: 'There is no such inquiry' });
  expect(screen.getByRole('link', { name: 'Go to inquiries' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});
