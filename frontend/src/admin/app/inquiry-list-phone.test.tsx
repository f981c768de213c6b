/**
 * The list of inquiries on a phone: cards, filters in a drawer, search behind a button.
 */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { json, stubApi } from '../testing/api-stub';
import { makeInquiryPage, makeListItem, makeSession } from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';
import { setWindowWidth } from '../testing/window-width';

async function showList() {
  const items = [makeListItem(), makeListItem({ id: 'b', name: 'Jon Alvarez' })];
  const api = stubApi({
    'GET /auth/me': () => json(makeSession()),
    'GET /admin/inquiries': () => json(makeInquiryPage(items)),
  });
  const router = renderAdmin('/admin/inquiries');
  await screen.findByText('Maria Keller');
  return { api, router };
}

beforeEach(() => {
  setWindowWidth(390);
});

afterEach(() => {
  cleanup();
  setWindowWidth(1024);
  vi.unstubAllGlobals();
});

it('shows cards, which are selected by their checkbox and open as a whole', async () => {
  const { router } = await showList();
  const list = screen.getByRole('list', { name: 'Inquiries. Newest first' });
  const [card] = within(list).getAllByRole('listitem');
  if (card === undefined) throw new Error('There is no card.');
  expect(card.textContent).toContain('Maria KellerUrgent');
  expect(card.textContent).toContain('Cloud migration +1Draft');

  await userEvent.click(within(card).getByRole('checkbox', { name: 'Select Maria Keller' }));
  expect(screen.getByRole('group', { name: 'Selected inquiries' })).toBeTruthy();
  expect(router.state.location.pathname).toBe('/admin/inquiries');
  await userEvent.click(within(card).getByText('Cloud migration +1'));

  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/admin/inquiries/inquiry-1/report');
  });
});

it('filters in a drawer, and counts on its button what is filtered', async () => {
  const { api, router } = await showList();

  await userEvent.click(await screen.findByRole('button', { name: 'Filters' }));
  const drawer = await screen.findByRole('dialog');
  await userEvent.click(within(drawer).getByRole('combobox', { name: 'Status' }));
  await userEvent.click(await screen.findByText('Responded'));
  await waitFor(() => {
    expect(api.addresses).toContain('GET /admin/inquiries?status=responded&limit=25');
  });
  await userEvent.click(within(drawer).getByRole('button', { name: 'Show inquiries' }));

  expect(await screen.findByRole('button', { name: 'Filters · 1' })).toBeTruthy();
  expect(router.state.location.search).toBe('?status=responded');
});

it('opens the search over the header, and closes it with Escape', async () => {
  const { router } = await showList();
  const button = screen.getByRole('button', { name: 'Search inquiries' });
  await userEvent.click(button);
  await userEvent.keyboard('jon{Escape}');
  expect(screen.queryByRole('searchbox')).toBeNull();
  expect(document.activeElement).toBe(button);

  await userEvent.click(button);
  await userEvent.keyboard('jon{Enter}');

  expect(await screen.findByRole('heading', { level: 1, name: 'Search: jon' })).toBeTruthy();
  expect(router.state.location.search).toBe('?q=jon');
});
