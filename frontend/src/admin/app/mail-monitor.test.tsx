/**
 * The e-mail monitor in each of its states.
 */
// The parts load on demand; a test's clock must not pay for compiling them.
import '../components/stacked-bars';
import './pages/mail-page';

import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { fault, json } from '../testing/api-stub';
import { NOW } from '../testing/factories';
import { makeMailMetrics, makeMailRow } from '../testing/mail-factories';
import {
  LIST,
  METRICS,
  lastQuery,
  mailPage,
  stubMail,
} from '../testing/mail-stub';
import { renderAdmin } from '../testing/render-admin';

function figure(name: string): string {
  return screen.getByText(name, { selector: 'dt' }).parentElement?.textContent ?? '';
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('answers in a sentence and in numbers, each with what it is a share of', async () => {
  const api = stubMail();

  renderAdmin('/admin/mail');

  await screen.findByText('532 of 536 mails in 7 days were delivered; 3 bounced, 1 failed.');
  expect(figure('Delivered')).toBe('Delivered99.4\u00a0%532 of 535 handed over');
  expect(figure('Bounced')).toBe('Bounced0.56\u00a0%3 of 535 · limit 5\u00a0%');
  expect(figure('Complaints')).toBe('Complaints0\u00a0%0 of 535 · limit 0.1\u00a0%');
  expect(figure('Under way')).toBe('Under way0handed over, nothing heard yet');
  expect(screen.getByText('Opens and clicks are not tracked.')).toBeTruthy();
  expect(screen.getByText(/Old mails have not been removed yet/)).toBeTruthy();
  expect(document.title).toBe('E-mail – CloudPartner Pro');
  expect(lastQuery(api, METRICS)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
});

it('says when a rate is above its limit, and none when mails are too few', async () => {
  const api = stubMail({
    [METRICS]: () => json(makeMailMetrics({ delivered: 18, bounced: 2, complained: 1 })),
  });
  renderAdmin('/admin/mail');
  await screen.findByText(/^18 of 20 mails/);

  expect(figure('Bounced')).toContain('2 of 20 · limit 5\u00a0% reached');
  expect(figure('Complaints')).toContain('1 of 20 · limit 0.1\u00a0% reached');
  api.answer(METRICS, () => json(makeMailMetrics({ delivered: 2, bounced: 1 })));
  await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
  await screen.findByText(/^2 of 3 mails/);

  expect(figure('Bounced')).toBe('Bouncedtoo few to say1 of 3 · limit 5\u00a0%');
});

it('loses no filter when two are chosen before the page shows the first', async () => {
  stubMail();
  const router = renderAdmin('/admin/mail?range=30');
  const kind = await screen.findByRole('combobox', { name: 'Kind' });
  const state = screen.getByRole('combobox', { name: 'State' });

  fireEvent.change(kind, { target: { value: 'report_link' } });
  fireEvent.change(state, { target: { value: 'bounced' } });

  await screen.findByDisplayValue('Bounced');
  expect(router.state.location.search).toBe('?range=30&kind=report_link&status=bounced');
});

it('keeps range, kind and state in the address and asks the API for them', async () => {
  const api = stubMail();
  const router = renderAdmin('/admin/mail?cursor=c2');
  await screen.findByRole('table', { name: 'Mails, newest first' });
  expect(lastQuery(api, LIST).cursor).toBe('c2');

  await userEvent.click(screen.getByRole('radio', { name: '30 days' }));
  await screen.findByRole('radio', { name: '30 days', checked: true });
  await userEvent.selectOptions(screen.getByLabelText('Kind'), 'Link to the report');
  await screen.findByRole('option', { name: 'Link to the report', selected: true });
  await userEvent.selectOptions(screen.getByLabelText('State'), 'Bounced');

  const days = { from: '2026-10-24', to: '2026-11-22' };
  await waitFor(() => {
    expect(lastQuery(api, LIST)).toEqual({
      ...days,
      kind: 'report_link',
      status: 'bounced',
      limit: '25',
    });
  });
  expect(lastQuery(api, METRICS)).toEqual({ ...days, kind: 'report_link' });
  expect(router.state.location.search).toBe('?range=30&kind=report_link&status=bounced');
});

it('pages by the cursor and finds the way back', async () => {
  const api = stubMail({ [LIST]: () => json(mailPage([makeMailRow()], { next_cursor: 'c2' })) });
  const router = renderAdmin('/admin/mail?range=30');
  await screen.findByText('1–1');

  const older = makeMailRow({ id: 'inquiry-2.mail-2', subject: 'An older mail' });
  api.answer(LIST, () => json(mailPage([older])));
  await userEvent.click(screen.getByRole('link', { name: 'Older' }));
  await userEvent.click(await screen.findByRole('link', { name: 'An older mail' }));
  await screen.findByRole('dialog');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  expect(router.state.location.search).toBe('?range=30&cursor=c2');
  await userEvent.click(screen.getByRole('link', { name: 'Newer' }));

  await waitFor(() => {
    expect(router.state.location.search).toBe('?range=30');
  });
});

it('says how far it looked for mails of a kind, and looks further', async () => {
  const api = stubMail({
    [LIST]: () => json(mailPage([], { next_cursor: 'c2', looked_at: 500 })),
  });
  renderAdmin('/admin/mail?kind=report_link');

  expect(await screen.findByText('Looked at 500 mails.')).toBeTruthy();
  expect(screen.queryByText('Nothing matches these filters.')).toBeNull();
  api.answer(LIST, () => json(mailPage([], { looked_at: 20 })));
  await userEvent.click(screen.getByRole('link', { name: 'Look further' }));

  expect(await screen.findByText('Nothing matches these filters.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await waitFor(() => {
    expect(lastQuery(api, LIST).kind).toBeUndefined();
  });
});

it('leads from an empty range to the shortest one that has mail', async () => {
  const wide = { first_day: '2026-08-25', last_day: '2026-11-12' };
  const api = stubMail({
    [METRICS]: () => json(makeMailMetrics({})),
    [LIST]: () => json(mailPage([])),
  });
  api.answer(METRICS, () => {
    const isWide = lastQuery(api, METRICS).from === '2026-08-25';
    return json(isWide ? makeMailMetrics({ delivered: 4 }, wide) : makeMailMetrics({}));
  });
  const router = renderAdmin('/admin/mail');

  expect(await screen.findByText('No mail in 7 days.')).toBeTruthy();
  expect(figure('Delivered')).toBe('Delivered–0 of 0 handed over');
  await userEvent.click(await screen.findByRole('button', { name: 'Show 30 days' }));

  expect(router.state.location.search).toBe('?range=30');
});

it('shows the days as a table too, sorted by any column', async () => {
  stubMail();
  renderAdmin('/admin/mail');

  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
  const table = screen.getByRole('table', { name: 'Mails per day by state' });
  const firstRow = () => within(table).getAllByRole('row')[1]?.textContent;
  expect(firstRow()).toBe('22 Nov so far5320301' + '0536');
  await userEvent.click(within(table).getByRole('button', { name: 'Day' }));
  expect(firstRow()).toBe('16 Nov0000000');
  await userEvent.click(within(table).getByRole('button', { name: 'Bounced' }));

  expect(firstRow()).toContain('22 Nov');
  const head = within(table).getByRole('columnheader', { name: 'Bounced' });
  expect(head.getAttribute('aria-sort')).toBe('descending');
});

it('tells when old mails were last removed', async () => {
  const retention = {
    at: '2026-11-22T02:10:00Z',
    removed: 12,
    removed_by_kind: {},
    is_complete: false,
  };
  stubMail({ [METRICS]: () => json(makeMailMetrics({ delivered: 9 }, { retention })) });

  renderAdmin('/admin/mail');

  const note = await screen.findByText(/^Old mails were last removed/);
  expect(note.textContent).toBe(
    'Old mails were last removed 20 h ago: 12. More are due; the next run goes on.',
  );
});

it('lets each part fail and be tried again by itself', async () => {
  const api = stubMail({ [METRICS]: () => fault(503, 'Unavailable', 'The database is away.') });
  renderAdmin('/admin/mail');

  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('E-mail could not be loaded.The database is away.');
  expect(await screen.findByRole('link', { name: /We have your inquiry/ })).toBeTruthy();
  api.answer(METRICS, () => json(makeMailMetrics({ delivered: 9 })));
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));

  expect(await screen.findByText('All 9 mails in 7 days were delivered.')).toBeTruthy();
});

it('says once that a role may not open it', async () => {
  const forbidden = () => fault(403, 'Forbidden', 'No.', { permission: 'mail:read' });
  stubMail({ [METRICS]: forbidden, [LIST]: forbidden });

  renderAdmin('/admin/mail');

  expect((await screen.findByRole('alert')).textContent).toContain(
    'Your role (consultant) cannot open e-mail. Ask an administrator for mail:read.',
  );
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  expect(screen.queryByRole('tab')).toBeNull();
});

it('leads an unknown tab back to the mails', async () => {
  stubMail();

  const router = renderAdmin('/admin/mail/opened');

  await screen.findByRole('heading', { level: 1, name: 'E-mail' });
  expect(router.state.location.pathname).toBe('/admin/mail');
});
