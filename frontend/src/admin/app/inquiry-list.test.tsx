/**
 * The list of inquiries in each of its states.
 */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { fault, json, stubApi } from '../testing/api-stub';
import { makeCounts, makeInquiry, makeInquiryPage, makeListItem, makeSession } from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

const signedIn = {
  'GET /auth/me': () => json(makeSession()),
  'GET /admin/consultants': () =>
    json({
      items: [
        { username: 'anna', name: 'Anna Lindqvist' },
        { username: 'robin', name: 'Robin Meyer' },
      ],
    }),
};

function rowOf(name: string): HTMLElement {
  const row = screen.getByRole('link', { name }).closest('tr');
  if (row === null) throw new Error('The name stands outside a row.');
  return row;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows who asks for what, how it stands, what there is to read and who has it', async () => {
  const items = [
    makeListItem(),
    makeListItem({ id: 'b', name: 'Tomás Ruiz', report: 'outline', report_number: 0 }),
    makeListItem({
      id: 'c',
      name: 'Priya Nair',
      report: 'reviewed',
      report_number: 3,
      assignee: 'robin',
    }),
  ];
  stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(makeInquiryPage(items)) });

  renderAdmin('/admin/inquiries');

  const link = await screen.findByRole('link', { name: 'Maria Keller' });
  const cellsOf = (name: string) =>
    within(rowOf(name))
      .getAllByRole('cell')
      .map((cell) => cell.textContent);
  expect(cellsOf('Maria Keller').slice(2, 7)).toEqual([
    'Cloud migration +1',
    'Urgent',
    'Pending',
    'Draft',
    '–',
  ]);
  expect(cellsOf('Tomás Ruiz')[5]).toBe('Outline');
  await within(rowOf('Priya Nair')).findByText('Robin Meyer');
  expect(cellsOf('Priya Nair').slice(5, 7)).toEqual(['Version 3 Reviewed', 'Robin Meyer']);
  expect(link.getAttribute('href')).toBe('/admin/inquiries/inquiry-1/report');
  expect(document.title).toBe('Inquiries – CloudPartner Pro');
});

it('pages by the cursor in the address and finds the way back', async () => {
  const first = makeInquiryPage([makeListItem()], { next_cursor: 'c2', total: 1284 });
  const second = makeInquiryPage([makeListItem({ id: 'b', name: 'Jon Alvarez' })], { total: 1284 });
  const api = stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(first) });
  const router = renderAdmin('/admin/inquiries?status=pending');
  await screen.findByText('Maria Keller');
  expect(screen.getByRole('navigation', { name: 'Pages' }).textContent).toContain('1–1 of 1,284');
  expect(screen.queryByRole('link', { name: 'Newer' })).toBeNull();

  api.answer('GET /admin/inquiries', () => json(second));
  await userEvent.click(screen.getByRole('link', { name: 'Older' }));
  await screen.findByText('Jon Alvarez');
  expect(router.state.location.search).toBe('?status=pending&cursor=c2');
  expect(screen.getByRole('navigation', { name: 'Pages' }).textContent).toContain('26–26 of 1,284');
  expect(screen.queryByRole('link', { name: 'Older' })).toBeNull();
  await userEvent.click(screen.getByRole('link', { name: 'Newer' }));

  expect(await screen.findByText('Maria Keller')).toBeTruthy();
  expect(router.state.location.search).toBe('?status=pending');
});

it('says how far it looked when little was found, and looks further', async () => {
  const found = [makeListItem()];
  const api = stubApi({
    ...signedIn,
    'GET /admin/inquiries': () =>
      json(makeInquiryPage(found, { next_cursor: 'c2', total: null, looked_at: 500 })),
  });
  renderAdmin('/admin/inquiries?priority=urgent');

  const pages = await screen.findByRole('navigation', { name: 'Pages' });
  expect(pages.textContent).toContain('1–1');
  expect(pages.textContent).not.toContain(' of ');
  expect(pages.textContent).toContain('Looked at 500 inquiries.');
  api.answer('GET /admin/inquiries', () =>
    json(makeInquiryPage([], { total: null, looked_at: 12 })),
  );
  await userEvent.click(screen.getByRole('link', { name: 'Look further' }));

  expect(await screen.findByText('Nothing matches these filters.')).toBeTruthy();
  expect(api.addresses).toContain('GET /admin/inquiries?priority=urgent&limit=25&cursor=c2');
});

it('says so when there is nothing yet', async () => {
  stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(makeInquiryPage([])) });

  renderAdmin('/admin/inquiries');

  expect(await screen.findByText('No inquiries yet.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Open contact form' })).toBeTruthy();
});

it('keeps the way to try again when loading failed', async () => {
  const api = stubApi({
    ...signedIn,
    'GET /admin/inquiries': () => fault(503, 'Unavailable', 'The database is away.'),
  });
  renderAdmin('/admin/inquiries');

  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Inquiries could not be loaded.The database is away.');
  expect(alert.textContent).toContain('Request request-7');
  api.answer('GET /admin/inquiries', () => json(makeInquiryPage()));
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

  expect(await screen.findByText('Maria Keller')).toBeTruthy();
});

it('names the missing permission', async () => {
  const details = { permission: 'inquiries:read' };
  stubApi({
    ...signedIn,
    'GET /admin/inquiries': () => fault(403, 'Forbidden', 'No.', details),
  });

  renderAdmin('/admin/inquiries');

  expect((await screen.findByRole('alert')).textContent).toContain(
    'Your role (consultant) cannot open inquiries. Ask an administrator for inquiries:read.',
  );
});

it('moves with j and k, opens with Enter and returns to the same list with Escape', async () => {
  const items = [makeListItem(), makeListItem({ id: 'b', name: 'Jon Alvarez' })];
  stubApi({
    ...signedIn,
    'GET /admin/inquiries': () => json(makeInquiryPage(items)),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry({ reports: [] })),
  });
  const router = renderAdmin('/admin/inquiries?status=pending');
  await screen.findByText('Maria Keller');

  await userEvent.keyboard('jjk');
  expect(document.activeElement?.textContent).toBe('Maria Keller');
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('heading', { level: 1, name: 'Maria Keller' });
  expect(router.state.location.pathname).toBe('/admin/inquiries/inquiry-1/report');
  await userEvent.keyboard('{Escape}');
  await screen.findByRole('heading', { level: 1, name: 'Inquiries' });

  expect(router.state.location.pathname).toBe('/admin/inquiries');
  expect(router.state.location.search).toBe('?status=pending');
});

it('filters by status with true counts, and writes the filter into the address', async () => {
  const api = stubApi({
    ...signedIn,
    'GET /admin/inquiries': () => json(makeInquiryPage()),
    'GET /admin/inquiries/counts': () => json(makeCounts()),
  });
  const router = renderAdmin('/admin/inquiries');
  await userEvent.click(await screen.findByRole('radio', { name: 'Pending 2' }));

  expect(router.state.location.search).toBe('?status=pending');
  await waitFor(() => {
    expect(api.addresses).toContain('GET /admin/inquiries?status=pending&limit=25');
  });
  expect(screen.getByRole('radio', { name: 'Closed 1,281' })).toBeTruthy();
});

it('shows no count beside other filters, for which it would be wrong', async () => {
  stubApi({
    ...signedIn,
    'GET /admin/inquiries': () => json(makeInquiryPage()),
    'GET /admin/inquiries/counts': () => json(makeCounts()),
  });

  renderAdmin('/admin/inquiries?priority=high');

  expect(await screen.findByRole('radio', { name: 'Pending' })).toBeTruthy();
});

it('filters by owner: oneself, nobody, a colleague', async () => {
  const api = stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(makeInquiryPage()) });
  const router = renderAdmin('/admin/inquiries');
  await screen.findByText('Maria Keller');

  await userEvent.click(screen.getByRole('combobox', { name: 'Owner' }));
  const options = await screen.findAllByRole('option', { hidden: true });
  expect(options.slice(-3).map((option) => option.textContent)).toEqual([
    'Me',
    'Nobody',
    'Robin Meyer',
  ]);
  await userEvent.click(screen.getByText('Nobody'));

  expect(router.state.location.search).toBe('?assignee=-');
  await waitFor(() => {
    expect(api.addresses).toContain('GET /admin/inquiries?assignee=-&limit=25');
  });
});

it('loses no filter when two are chosen before the page shows the first', async () => {
  stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(makeInquiryPage()) });
  const router = renderAdmin('/admin/inquiries?service=migration');
  await userEvent.click(await screen.findByRole('combobox', { name: 'Priority' }));
  const urgent = await screen.findByRole('option', { name: 'Urgent', hidden: true });

  fireEvent.click(screen.getByRole('radio', { name: 'Pending' }));
  fireEvent.click(urgent);
  await screen.findByRole('radio', { name: 'Pending', checked: true });
  expect(router.state.location.search).toBe('?status=pending&priority=urgent&service=migration');

  fireEvent.click(screen.getByRole('radio', { name: 'Closed' }));
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  await screen.findByRole('radio', { name: 'Closed', checked: true });
  expect(router.state.location.search).toBe('?status=closed');
});

it('filters by the days on which inquiries were received', async () => {
  stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(makeInquiryPage()) });
  const router = renderAdmin('/admin/inquiries?from=2026-11-01&to=2026-11-02');

  await userEvent.click(await screen.findByRole('button', { name: 'More · 1' }));
  const received = await screen.findByRole('group', { name: 'Received' });
  expect(within(received).getByRole('status').textContent).toBe('1 Nov 2026 – 2 Nov 2026');
  await userEvent.click(within(received).getByRole('button', { name: '10 November 2026' }));
  expect(router.state.location.search).toBe('?from=2026-11-01&to=2026-11-02');
  await userEvent.click(within(received).getByRole('button', { name: '24 November 2026' }));
  expect(router.state.location.search).toBe('?from=2026-11-10&to=2026-11-24');
  await userEvent.click(within(received).getByRole('button', { name: 'Any day' }));

  expect(router.state.location.search).toBe('');
});

it('clears filters that match nothing', async () => {
  const api = stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(makeInquiryPage([])) });
  const router = renderAdmin('/admin/inquiries?service=migration&from=2026-11-01&to=2026-11-02');

  expect(await screen.findByText('Nothing matches these filters.')).toBeTruthy();
  api.answer('GET /admin/inquiries', () => json(makeInquiryPage()));
  await userEvent.click(screen.getByRole('link', { name: 'Clear filters' }));

  expect(await screen.findByText('Maria Keller')).toBeTruthy();
  expect(router.state.location.search).toBe('');
});

it('searches from the header and says in which order', async () => {
  const api = stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(makeInquiryPage()) });
  const router = renderAdmin('/admin/inquiries?status=closed');
  await screen.findByText('Maria Keller');

  await userEvent.keyboard('/');
  await userEvent.keyboard('keller{Enter}');

  expect(await screen.findByRole('heading', { level: 1, name: 'Search: keller' })).toBeTruthy();
  expect(screen.getByText('In the order of the words that were found, A to Z')).toBeTruthy();
  expect(router.state.location.search).toBe('?q=keller');
  expect(api.addresses).toContain('GET /admin/inquiries?q=keller&limit=25');
  await userEvent.click(screen.getByRole('button', { name: 'Clear the search' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Inquiries' })).toBeTruthy();
});

it('says what is wrong with a search', async () => {
  const details = { fields: { q: ['Search for a letter or a digit at least'] } };
  stubApi({
    ...signedIn,
    'GET /admin/inquiries': () => fault(400, 'InvalidInput', 'Please check the fields.', details),
  });

  renderAdmin('/admin/inquiries?q=---');

  expect((await screen.findByRole('alert')).textContent).toContain(
    'Search for a letter or a digit at least',
  );
});
