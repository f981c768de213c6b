/**
 * Several inquiries at once: selecting, changing, undoing, exporting.
 */
import { notifications } from '@mantine/notifications';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { empty, fault, json, redirected, stubApi } from '../testing/api-stub';
import {
  makeInquiry,
  makeInquiryPage,
  makeListItem,
  makeReader,
  makeSession,
} from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

const BULK = 'POST /admin/inquiries/bulk';
const EXPORT = 'POST /admin/exports/inquiries';
const FILE = 'GET /admin/exports/export-1';

const BAR = 'Selected inquiries';

const maria = makeListItem({ version: 4, assignee: 'robin' });
const jon = makeListItem({ id: 'b', name: 'Jon Alvarez', version: 2 });

function changed(id: string, version: number) {
  return { id, version, code: null, message: null };
}

function refused(id: string, code: string, message: string) {
  return { id, version: null, code, message };
}

async function showList(session = makeSession(), address = '/admin/inquiries') {
  const api = stubApi({
    'GET /auth/me': () => json(session),
    'GET /admin/consultants': () =>
      json({
        items: [
          { username: 'anna', name: 'Anna Lindqvist' },
          { username: 'robin', name: 'Robin Meyer' },
        ],
      }),
    'GET /admin/inquiries': () => json(makeInquiryPage([maria, jon])),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry()),
  });
  const router = renderAdmin(address);
  await screen.findByText('Maria Keller');
  return { api, router };
}

function statusOf(name: string): string | null | undefined {
  const row = screen.getByRole('link', { name }).closest('tr');
  return row?.querySelectorAll('td')[4]?.textContent;
}

function queryBar(): HTMLElement | null {
  return screen.queryByRole('group', { name: BAR });
}

function selectedText(): string | null {
  return within(screen.getByRole('group', { name: BAR })).getByRole('status').textContent;
}

async function setStatus(label: string): Promise<void> {
  await userEvent.click(screen.getByRole('button', { name: 'Set status' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: label }));
}

let savedFiles: (string | null)[];

beforeEach(() => {
  savedFiles = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    savedFiles.push(this.getAttribute('href'));
  });
});

afterEach(() => {
  notifications.clean();
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('selects by checkbox, by key and all of the page, and clears with Escape', async () => {
  await showList();
  expect(queryBar()).toBeNull();

  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Maria Keller' }));
  expect(selectedText()).toBe('1 selected');
  await userEvent.keyboard('jx');
  expect(selectedText()).toBe('2 selected');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  expect(queryBar()).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  expect(selectedText()).toBe('2 selected');
  await userEvent.keyboard('{Escape}');

  expect(queryBar()).toBeNull();
});

it('sets a status at once, and says what somebody else changed in the meantime', async () => {
  const { api } = await showList();
  let answer: (response: Response) => void = () => undefined;
  api.answer(BULK, () => new Promise((resolve) => (answer = resolve)));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));

  await setStatus('Processing');
  await waitFor(() => {
    expect(statusOf('Jon Alvarez')).toBe('Processing');
  });
  expect(api.bodies[BULK]).toEqual({
    items: [
      { id: 'inquiry-1', version: 4 },
      { id: 'b', version: 2 },
    ],
    status: 'processing',
  });
  api.answer('GET /admin/inquiries', () =>
    json(makeInquiryPage([{ ...maria, status: 'processing', version: 5 }, { ...jon, version: 9 }])),
  );
  const items = [changed('inquiry-1', 5), refused('b', 'VersionConflict', 'Robin changed it.')];
  answer(json({ items, changed: 1 }));

  expect(await screen.findByText('1 changed, 1 was changed by someone else.')).toBeTruthy();
  await waitFor(() => {
    expect(statusOf('Jon Alvarez')).toBe('Pending');
  });
  expect(statusOf('Maria Keller')).toBe('Processing');
  expect(selectedText()).toBe('1 selected');
  await userEvent.click(screen.getByRole('button', { name: 'Show it' }));
  expect(document.activeElement?.textContent).toBe('Jon Alvarez');
});

it('leaves a changed row where it is, as it is now, though the filter has it no more', async () => {
  const { api } = await showList(makeSession(), '/admin/inquiries?status=pending');
  api.answer(BULK, () => json({ items: [changed('b', 3)], changed: 1 }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Jon Alvarez' }));
  await setStatus('Processing');
  await screen.findByText('1 changed.');
  const countLists = () =>
    api.requests.filter((route) => route === 'GET /admin/inquiries').length;
  const before = countLists();
  api.answer('GET /admin/inquiries', () => json(makeInquiryPage([maria])));

  window.dispatchEvent(new Event('visibilitychange'));

  await waitFor(() => {
    expect(countLists()).toBe(before + 1);
  });
  expect(statusOf('Jon Alvarez')).toBe('Processing');
});

it('undoes an assignment: each inquiry goes back to whoever had it', async () => {
  const { api } = await showList();
  api.answer(BULK, () => json({ items: [changed('inquiry-1', 5), changed('b', 3)], changed: 2 }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  await userEvent.click(screen.getByRole('button', { name: 'Assign' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Me' }));
  await screen.findByText('2 changed.');
  const sent: unknown[] = [];
  api.answer(BULK, ({ body }) => {
    sent.push(body);
    const { items } = body as { items: { id: string; version: number }[] };
    return json({
      items: items.map(({ id, version }) => changed(id, version + 1)),
      changed: items.length,
    });
  });

  await userEvent.keyboard('z');

  expect(await screen.findByText('Undone.')).toBeTruthy();
  expect(sent).toEqual([
    { items: [{ id: 'inquiry-1', version: 5 }], assignee: 'robin' },
    { items: [{ id: 'b', version: 3 }], assignee: null },
  ]);
});

it('offers no undo of a status that does not lead back', async () => {
  const { api } = await showList();
  api.answer(BULK, () => json({ items: [changed('b', 3)], changed: 1 }));
  api.answer('GET /admin/inquiries/b', () =>
    json(makeInquiry({ id: 'b', status: 'closed', next_statuses: ['processing'] })),
  );
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Jon Alvarez' }));

  await setStatus('Closed');

  await screen.findByText('1 changed.');
  expect(screen.queryByRole('button', { name: /Undo/ })).toBeNull();
});

it('takes all of it back when nothing could be changed', async () => {
  const { api } = await showList();
  api.answer(BULK, () => fault(503, 'Unavailable', 'The database is away.'));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Jon Alvarez' }));

  await setStatus('Closed');

  expect((await screen.findByRole('alert')).textContent).toContain(
    'The inquiries could not be changed.The database is away.',
  );
  expect(statusOf('Jon Alvarez')).toBe('Pending');
});

it('lets who may only read export, and change nothing', async () => {
  await showList(makeSession({ user: makeReader() }));

  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Jon Alvarez' }));

  const bar = screen.getByRole('group', { name: BAR });
  const names = within(bar)
    .getAllByRole('button')
    .map((button) => button.textContent);
  expect(names).toEqual(['Export', 'Clear Esc']);
});

it('exports what is filtered: says that it is being made, then saves it', async () => {
  const { api } = await showList(makeSession(), '/admin/inquiries?status=pending&q=keller');
  vi.useFakeTimers({ shouldAdvanceTime: true });
  api.answer(EXPORT, () => json({ id: 'export-1' }, 202));
  api.answer(FILE, () => empty(202, { 'Retry-After': '2' }));
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });

  await user.dblClick(screen.getByRole('button', { name: 'Export' }));
  const making = 'The export is being made. It is saved as soon as it is there.';
  expect(await screen.findByText(making)).toBeTruthy();
  expect(api.bodies[EXPORT]).toEqual({ status: 'pending', q: 'keller' });
  expect(api.requests.filter((route) => route === EXPORT)).toHaveLength(1);
  expect(savedFiles).toEqual([]);
  api.answer(FILE, () => redirected());
  await vi.advanceTimersByTimeAsync(2000);

  expect(await screen.findByText('The export is there.')).toBeTruthy();
  expect(savedFiles).toEqual(['/api/v1/admin/exports/export-1']);
  await waitFor(() => {
    expect(screen.queryByText(making)).toBeNull();
  });
});

it('exports the selection, and says why an export could not be made', async () => {
  const { api } = await showList();
  api.answer(EXPORT, () => json({ id: 'export-1' }, 202));
  api.answer(FILE, () =>
    fault(409, 'ExportFailed', 'More than 50,000 inquiries match. Choose a shorter range of dates.'),
  );
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Jon Alvarez' }));

  await userEvent.click(within(screen.getByRole('group', { name: BAR })).getByRole('button', { name: 'Export' }));

  expect((await screen.findByRole('alert')).textContent).toContain(
    'The export could not be made.More than 50,000 inquiries match.',
  );
  expect(api.bodies[EXPORT]).toEqual({ ids: ['b'] });
  expect(savedFiles).toEqual([]);
});
