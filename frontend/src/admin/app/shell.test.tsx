/**
 * The frame around the pages: what leads where, for whom.
 */
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { json, stubApi } from '../testing/api-stub';
import { makeCounts, makeInquiry, makeInquiryPage, makeSession } from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

function showAdmin(permissions?: string[], address = '/admin/inquiries') {
  const { user } = makeSession();
  const api = stubApi({
    'GET /auth/me': () =>
      json(makeSession({ user: { ...user, permissions: permissions ?? user.permissions } })),
    'GET /admin/inquiries': () => json(makeInquiryPage()),
    'GET /admin/inquiries/counts': () => json(makeCounts()),
  });
  return { api, router: renderAdmin(address) };
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('leads to the pages, and counts what waits on them', async () => {
  showAdmin();

  const navigation = await screen.findByRole('navigation', { name: 'Main' });
  await within(navigation).findByText('2');
  const links = within(navigation).getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Inquiries2 pending', '/admin/inquiries'],
    ['Reports3 drafts', '/admin/reports'],
    ['E-mail', '/admin/mail'],
  ]);
  const groups = within(navigation).getAllByRole('heading', { level: 2 });
  expect(groups.map((group) => group.textContent)).toEqual(['Work', 'Platform']);
});

it('leads nobody to what they may not open, and counts nothing for them', async () => {
  const { api } = showAdmin(['mail:read'], '/admin/nowhere');

  const navigation = await screen.findByRole('navigation', { name: 'Main' });

  const links = within(navigation).getAllByRole('link');
  expect(links.map((link) => link.textContent)).toEqual(['E-mail']);
  expect(screen.queryByRole('search')).toBeNull();
  expect(api.requests).not.toContain('GET /admin/inquiries/counts');
});

it('shows the way to the page, and back to the list that somebody came from', async () => {
  const { api } = showAdmin(undefined, '/admin/inquiries?status=pending');
  api.answer('GET /admin/inquiries/inquiry-1', () => json(makeInquiry({ reports: [] })));
  const way = await screen.findByRole('navigation', { name: 'Breadcrumb' });
  expect(way.textContent).toBe('WorkInquiries');

  await userEvent.click(await screen.findByRole('link', { name: 'Maria Keller' }));

  await within(way).findByText('CP-7K3M-92QD');
  const back = within(way).getByRole('link', { name: 'Inquiries' });
  expect(back.getAttribute('href')).toBe('/admin/inquiries?status=pending');
});

it.each([
  ['gr', '/admin/reports'],
  ['gm', '/admin/mail'],
])('goes with the keys %s to %s', async (keys, path) => {
  const { router } = showAdmin();
  await screen.findByText('Maria Keller');

  await userEvent.keyboard(keys);

  await vi.waitFor(() => {
    expect(router.state.location.pathname).toBe(path);
  });
});

it('goes nowhere with keys of pages that somebody may not open', async () => {
  const { router } = showAdmin(['inquiries:read']);
  await screen.findByText('Maria Keller');

  await userEvent.keyboard('gm');

  expect(router.state.location.pathname).toBe('/admin/inquiries');
});
