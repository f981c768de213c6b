/**
 * The list of reports in each of its states.
 */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { fault, json, stubApi } from '../testing/api-stub';
import { makeInquiry, makeReportListItem, makeSession } from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

type Item = ReturnType<typeof makeReportListItem>;

const COUNTS = {
  total: 9,
  by_status: {},
  by_report: { working: 1, draft: 3, reviewed: 2, sent: 1 },
  by_assignee: {},
};

function page(items: Item[], changes: object = {}) {
  return json({ items, next_cursor: null, looked_at: null, ...changes });
}

function stubList(answer: () => Response) {
  return stubApi({
    'GET /auth/me': () => json(makeSession()),
    'GET /admin/inquiries/counts': () => json(COUNTS),
    'GET /admin/reports': answer,
  });
}

function lastQuery(addresses: string[]): Record<string, string> {
  const address = addresses.findLast((each) => each.startsWith('GET /admin/reports?')) ?? '';
  return Object.fromEntries(new URLSearchParams(address.split('?')[1]));
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows what waits, for whom, and who wrote it', async () => {
  const sent = makeReportListItem({
    id: 'b.2',
    inquiry_id: 'b',
    number: 2,
    title: 'Backup plan',
    company: null,
    status: 'sent',
    origin: 'person',
  });
  stubList(() => page([makeReportListItem(), sent]));

  renderAdmin('/admin/reports');

  const link = await screen.findByRole('link', { name: 'Cloud migration for Keller Logistics' });
  const rows = screen.getAllByRole('row').slice(1);
  const cells = rows.map((row) =>
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  );
  expect(link.getAttribute('href')).toBe('/admin/inquiries/inquiry-1/report');
  expect(cells[0]?.slice(0, 4)).toEqual([
    'Cloud migration for Keller LogisticsVersion 1 · CP-7K3M-92QD',
    'Maria KellerKeller Logistics',
    'Draft',
    'AI',
  ]);
  expect(cells[1]?.slice(1, 4)).toEqual(['Maria Keller', 'Sent', 'Person']);
  expect(cells[1]?.[4]).toMatch(/^sent /);
  expect(await screen.findByText('3 drafts wait for review. Newest first.')).toBeTruthy();
  expect(screen.getByRole('radio', { name: 'All 6' })).toBeTruthy();
  expect(screen.getByRole('radio', { name: 'Approved 0' })).toBeTruthy();
  expect(document.title).toBe('Reports – CloudPartner Pro');
});

it('loses no filter when two are chosen before the page shows the first', async () => {
  stubList(() => page([makeReportListItem()]));
  const router = renderAdmin('/admin/reports');
  await screen.findByRole('table');
  const service = screen.getByRole('combobox', { name: 'Service' });

  fireEvent.click(screen.getByRole('radio', { name: /^Draft/ }));
  fireEvent.change(service, { target: { value: 'migration' } });

  await screen.findByText(/Longest waiting first\.$/);
  expect(router.state.location.search).toBe('?status=draft&service=migration');
});

it('keeps the filters in the address and asks the API with them', async () => {
  const api = stubList(() => page([makeReportListItem()]));
  const router = renderAdmin('/admin/reports?cursor=c9');
  await screen.findByRole('table');

  await userEvent.click(screen.getByRole('radio', { name: /^Draft/ }));
  await screen.findByText(/Longest waiting first\.$/);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Service' }), 'migration');

  expect(router.state.location.search).toBe('?status=draft&service=migration');
  await waitFor(() => {
    expect(lastQuery(api.addresses)).toEqual({
      status: 'draft',
      service: 'migration',
      limit: '25',
    });
  });
  expect(screen.getByRole('table', { name: 'Reports, longest waiting first' })).toBeTruthy();
});

it('filters by a day once its year is typed to the end', async () => {
  const api = stubList(() => page([makeReportListItem()]));
  const router = renderAdmin('/admin/reports');
  await userEvent.click(await screen.findByRole('button', { name: 'Dates' }));
  const from = await screen.findByLabelText<HTMLInputElement>('Written from');

  for (const typed of ['0002-11-05', '0020-11-05', '0202-11-05']) {
    fireEvent.change(from, { target: { value: typed } });
    await Promise.resolve();
    expect(from.value).toBe(typed);
  }
  expect(router.state.location.search).toBe('');
  fireEvent.change(from, { target: { value: '2026-11-05' } });
  await userEvent.click(await screen.findByRole('button', { name: 'Any date' }));

  expect(screen.getByLabelText<HTMLInputElement>('Written from').value).toBe('');
  expect(router.state.location.search).toBe('');
  const asked = api.addresses.filter((address) => address.includes('from='));
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('from=2026-11-0');
});

it('shows the days of an address that was gone to while they are open', async () => {
  stubList(() => page([makeReportListItem()]));
  const router = renderAdmin('/admin/reports?from=2026-11-05');
  await userEvent.click(await screen.findByRole('button', { name: 'Dates' }));
  const from = await screen.findByLabelText<HTMLInputElement>('Written from');

  await router.navigate('/admin/reports');
  await waitFor(() => {
    expect(from.value).toBe('');
  });
  await router.navigate(-1);
  await waitFor(() => {
    expect(from.value).toBe('2026-11-05');
  });
});

it('reads the filters of an address, days as those of the viewer', async () => {
  const api = stubList(() => page([makeReportListItem()]));

  renderAdmin('/admin/reports?status=reviewed&from=2026-11-20&to=2026-11-21&service=nonsense');
  await screen.findByRole('table');

  expect(lastQuery(api.addresses)).toEqual({
    status: 'reviewed',
    from: new Date('2026-11-20T00:00:00').toISOString(),
    to: new Date('2026-11-21T23:59:59.999').toISOString(),
    limit: '25',
  });
});

it('pages by the cursor and finds the way back', async () => {
  const api = stubList(() => page([makeReportListItem()], { next_cursor: 'c2' }));
  const router = renderAdmin('/admin/reports?status=draft');
  await screen.findByRole('table');
  api.answer('GET /admin/reports', () =>
    page([makeReportListItem({ id: 'b.1', inquiry_id: 'b', title: 'Second page' })]),
  );

  await userEvent.click(screen.getByRole('link', { name: 'Newer' }));
  await screen.findByText('Second page');
  expect(router.state.location.search).toBe('?status=draft&cursor=c2');
  expect(screen.getByText('26–26')).toBeTruthy();
  await userEvent.click(screen.getByRole('link', { name: 'Older' }));
  await screen.findByText('Cloud migration for Keller Logistics');

  expect(router.state.location.search).toBe('?status=draft');
});

it('offers to look further where little was found', async () => {
  stubList(() => page([], { next_cursor: 'c2', looked_at: 500 }));
  const router = renderAdmin('/admin/reports?service=general');

  expect(await screen.findByText('Looked at 500 reports.')).toBeTruthy();
  expect(screen.queryByText('Nothing matches these filters.')).toBeNull();
  await userEvent.click(screen.getByRole('link', { name: 'Look further' }));

  expect(router.state.location.search).toBe('?service=general&cursor=c2');
});

it('says when nothing matches and clears the filters', async () => {
  stubList(() => page([]));
  const router = renderAdmin('/admin/reports?status=sent');

  await screen.findByText('Nothing matches these filters.');
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));

  expect(await screen.findByText('No reports yet.')).toBeTruthy();
  expect(router.state.location.search).toBe('');
});

it('keeps the way to try again when loading failed', async () => {
  const api = stubList(() => fault(503, 'Unavailable', 'The database is away.'));
  renderAdmin('/admin/reports');

  expect((await screen.findByRole('alert')).textContent).toContain(
    'Reports could not be loaded.The database is away.',
  );
  api.answer('GET /admin/reports', () => page([makeReportListItem()]));
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

  expect(await screen.findByRole('table')).toBeTruthy();
});

it('names the missing permission', async () => {
  stubList(() => fault(403, 'PermissionMissing', 'No.', { permission: 'reports:read' }));

  renderAdmin('/admin/reports');

  expect((await screen.findByRole('alert')).textContent).toContain(
    'Your role (consultant) cannot open reports. Ask an administrator for reports:read.',
  );
});

it('moves with j and k and opens the whole row', async () => {
  const second = makeReportListItem({ id: 'b.1', inquiry_id: 'b', title: 'Second' });
  stubList(() => page([makeReportListItem(), second]));
  const router = renderAdmin('/admin/reports');
  await screen.findByText('Second');

  await userEvent.keyboard('jj');
  expect(document.activeElement?.textContent).toBe('Second');
  await userEvent.click(screen.getAllByText('Maria Keller')[1] ?? document.body);

  expect(router.state.location.pathname).toBe('/admin/inquiries/b/report');
});

it('leads from report to report and back to the list, with its filters', async () => {
  const second = makeReportListItem({ id: 'b.1', inquiry_id: 'b', title: 'Second' });
  const api = stubList(() => page([makeReportListItem(), second]));
  api.answer('GET /admin/inquiries/inquiry-1', () => json(makeInquiry({ reports: [] })));
  api.answer('GET /admin/inquiries/b', () =>
    json(makeInquiry({ id: 'b', name: 'Jon Alvarez', reports: [] })),
  );
  const router = renderAdmin('/admin/reports?status=draft');
  await userEvent.click(await screen.findByText('Cloud migration for Keller Logistics'));
  await screen.findByRole('heading', { level: 1, name: 'Maria Keller' });
  expect(screen.getAllByRole('link', { name: 'Reports' }).length).toBeGreaterThan(1);

  await userEvent.keyboard(']');
  await screen.findByRole('heading', { level: 1, name: 'Jon Alvarez' });
  await userEvent.keyboard('{Escape}');

  await screen.findByRole('heading', { level: 1, name: 'Reports' });
  expect(router.state.location.pathname + router.state.location.search).toBe(
    '/admin/reports?status=draft',
  );
});
