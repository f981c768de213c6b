/**
 * The list of inquiries in each of its states.
 */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { fault, json, stubApi } from '../testing/api-stub';
import { makeInquiry, makeListItem, makeSession } from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

const signedIn = { 'GET /auth/me': () => json(makeSession()) };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows who asks for what, how it stands and what there is to read', async () => {
  const items = [makeListItem(), makeListItem({ id: 'b', name: 'Tomás Ruiz', report: 'outline' })];
  stubApi({ ...signedIn, 'GET /admin/inquiries': () => json({ items, next_cursor: null }) });

  renderAdmin('/admin/inquiries');

  const link = await screen.findByRole('link', { name: 'Maria Keller' });
  const row = link.closest('tr');
  if (row === null) throw new Error('The name stands outside a row.');
  const cells = within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);
  expect(cells.slice(1, 6)).toEqual(['Cloud migration +1', 'Urgent', 'Pending', 'Draft', '–']);
  expect(link.getAttribute('href')).toBe('/admin/inquiries/inquiry-1/report');
  expect(screen.getByText('Outline')).toBeTruthy();
  expect(document.title).toBe('Inquiries – CloudPartner Pro');
});

it('pages by the cursor in the address and finds the way back', async () => {
  const first = { items: [makeListItem()], next_cursor: 'c2' };
  const second = { items: [makeListItem({ id: 'b', name: 'Jon Alvarez' })], next_cursor: null };
  const api = stubApi({ ...signedIn, 'GET /admin/inquiries': () => json(first) });
  const router = renderAdmin('/admin/inquiries');
  await screen.findByText('Maria Keller');
  expect(screen.queryByRole('link', { name: 'Newer' })).toBeNull();

  api.answer('GET /admin/inquiries', () => json(second));
  await userEvent.click(screen.getByRole('link', { name: 'Older' }));
  await screen.findByText('Jon Alvarez');
  expect(router.state.location.search).toBe('?cursor=c2');
  expect(screen.queryByRole('link', { name: 'Older' })).toBeNull();
  await userEvent.click(screen.getByRole('link', { name: 'Newer' }));

  expect(await screen.findByText('Maria Keller')).toBeTruthy();
  expect(router.state.location.search).toBe('');
});

it('says so when there is nothing yet', async () => {
  stubApi({ ...signedIn, 'GET /admin/inquiries': () => json({ items: [], next_cursor: null }) });

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
  const items = [makeListItem()];
  api.answer('GET /admin/inquiries', () => json({ items, next_cursor: null }));
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

it('moves with j and k, opens with Enter and returns with Escape', async () => {
  const items = [makeListItem(), makeListItem({ id: 'b', name: 'Jon Alvarez' })];
  stubApi({
    ...signedIn,
    'GET /admin/inquiries': () => json({ items, next_cursor: null }),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry({ reports: [] })),
  });
  const router = renderAdmin('/admin/inquiries');
  await screen.findByText('Maria Keller');

  await userEvent.keyboard('jjk');
  expect(document.activeElement?.textContent).toBe('Maria Keller');
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('heading', { level: 1, name: 'Maria Keller' });
  expect(router.state.location.pathname).toBe('/admin/inquiries/inquiry-1/report');
  await userEvent.keyboard('{Escape}');
  await screen.findByRole('heading', { level: 1, name: 'Inquiries' });

  expect(router.state.location.pathname).toBe('/admin/inquiries');
});
