/**
 * Changing one inquiry: at once, with the way back, and with somebody else at the same time.
 */
import { notifications } from '@mantine/notifications';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { empty, fault, json, stubApi } from '../testing/api-stub';
import {
  makeInquiry,
  makeInquiryPage,
  makeListItem,
  makeOwedWork,
  makeSession,
} from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

const PATCH = 'PATCH /admin/inquiries/inquiry-1';
const consultants = {
  items: [
    { username: 'anna', name: 'Anna Lindqvist' },
    { username: 'robin', name: 'Robin Meyer' },
  ],
};
const processing = makeInquiry({
  status: 'processing',
  next_statuses: ['reviewed', 'pending', 'closed'],
  version: 2,
  reports: [],
});

function showInquiry(
  changes: Partial<ReturnType<typeof makeInquiry>> = {},
  session = makeSession(),
) {
  const api = stubApi({
    'GET /auth/me': () => json(session),
    'GET /admin/consultants': () => json(consultants),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry({ reports: [], ...changes })),
  });
  const router = renderAdmin('/admin/inquiries/inquiry-1/report');
  return { api, router };
}

function conflict() {
  return fault(409, 'VersionConflict', 'robin changed the inquiry in the meantime.', {
    current: {
      version: 5,
      status: 'processing',
      priority: 'urgent',
      assignee: 'robin',
      updated_at: new Date(Date.now() - 120_000).toISOString(),
      edited_by: 'robin',
    },
  });
}

afterEach(() => {
  notifications.clean();
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  ['pending', ['processing', 'closed'], 'Start work', 'processing'],
  ['processing', ['reviewed', 'pending', 'closed'], 'Mark inquiry as reviewed', 'reviewed'],
  ['reviewed', ['responded', 'processing', 'closed'], 'Mark as responded', 'responded'],
  ['responded', ['closed', 'processing', 'reviewed'], 'Close', 'closed'],
  ['closed', ['processing', 'pending'], 'Reopen', 'processing'],
] as const)('offers the one next step of %s', async (status, next, label, target) => {
  const { api } = showInquiry({ status, next_statuses: [...next] });
  api.answer(PATCH, () => json(makeInquiry({ status: target, next_statuses: [], reports: [] })));

  await userEvent.click(await screen.findByRole('button', { name: label }));

  expect(api.bodies[PATCH]).toEqual({ status: target, version: 1 });
});

it('offers only the statuses that the status leads to', async () => {
  showInquiry();

  await userEvent.click(await screen.findByRole('button', { name: 'Status: Pending' }));

  const items = await screen.findAllByRole('menuitem');
  expect(items.map((item) => item.textContent)).toEqual(['Processing', 'Closed']);
});

it('closes a menu with Escape and stays on the page', async () => {
  const { router } = showInquiry();
  await userEvent.click(await screen.findByRole('button', { name: 'Status: Pending' }));
  await screen.findByRole('menu');

  await userEvent.keyboard('{Escape}');

  await waitFor(() => {
    expect(screen.queryByRole('menu')).toBeNull();
  });
  expect(router.state.location.pathname).toBe('/admin/inquiries/inquiry-1/report');
});

it('shows a change before the API has answered', async () => {
  const { api } = showInquiry();
  let answer: (response: Response) => void = () => undefined;
  api.answer(PATCH, () => new Promise((resolve) => (answer = resolve)));

  await userEvent.click(await screen.findByRole('button', { name: 'Start work' }));

  expect(await screen.findByRole('button', { name: 'Status: Processing' })).toBeTruthy();
  answer(json(processing));
  expect(await screen.findByRole('button', { name: 'Mark inquiry as reviewed' })).toBeTruthy();
});

it('takes a status back on request, on the version that the change made', async () => {
  const { api } = showInquiry();
  api.answer(PATCH, () => json(processing));
  await userEvent.click(await screen.findByRole('button', { name: 'Start work' }));
  const notice = (await screen.findByText('Status is Processing.')).closest('[role="status"]');
  if (!(notice instanceof HTMLElement)) throw new Error('The notice is no status.');
  api.answer(PATCH, () => json(makeInquiry({ version: 3, reports: [] })));

  await userEvent.click(within(notice).getByRole('button', { name: /Undo/ }));

  expect(await screen.findByText('Status is Pending.')).toBeTruthy();
  expect(api.bodies[PATCH]).toEqual({ status: 'pending', version: 2 });
});

it('offers no way back that the API would refuse', async () => {
  const { api } = showInquiry({ status: 'reviewed', next_statuses: ['closed'] });
  api.answer(PATCH, () =>
    json(makeInquiry({ status: 'closed', next_statuses: ['processing', 'pending'], reports: [] })),
  );

  await userEvent.click(await screen.findByRole('button', { name: 'Close' }));

  await screen.findByText('Status is Closed.');
  expect(screen.queryByRole('button', { name: /Undo/ })).toBeNull();
});

it('assigns the inquiry to oneself, and shows who has it', async () => {
  const { api } = showInquiry({ assignee: 'robin' });
  api.answer(PATCH, () => json(makeInquiry({ assignee: 'anna', version: 2, reports: [] })));
  expect(await screen.findByRole('button', { name: 'Owner: Robin Meyer' })).toBeTruthy();

  await userEvent.click(screen.getByRole('button', { name: 'Assign to me' }));

  expect(await screen.findByRole('button', { name: 'Owner: Anna Lindqvist' })).toBeTruthy();
  expect(api.bodies[PATCH]).toEqual({ assignee: 'anna', version: 1 });
  expect(screen.queryByRole('button', { name: 'Assign to me' })).toBeNull();
});

it('takes the inquiry from its owner', async () => {
  const { api } = showInquiry({ assignee: 'robin' });
  api.answer(PATCH, () => json(makeInquiry({ assignee: null, version: 2, reports: [] })));

  await userEvent.click(await screen.findByRole('button', { name: 'Owner: Robin Meyer' }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Nobody' }));

  expect(await screen.findByText('Nobody has the inquiry.')).toBeTruthy();
  expect(api.bodies[PATCH]).toEqual({ assignee: null, version: 1 });
});

it('shows the reason of the priority and changes it', async () => {
  const { api } = showInquiry();
  api.answer(PATCH, () => json(makeInquiry({ priority: 'low', version: 2, reports: [] })));

  await userEvent.click(await screen.findByRole('button', { name: 'Priority: Urgent' }));
  expect(await screen.findByText('Urgent: the word "urgent" in the message')).toBeTruthy();
  await userEvent.click(screen.getByRole('menuitemradio', { name: 'Low' }));

  expect(await screen.findByText('Priority is Low.')).toBeTruthy();
  expect(api.bodies[PATCH]).toEqual({ priority: 'low', version: 1 });
});

it('takes back what was refused and says why', async () => {
  const { api } = showInquiry();
  api.answer(PATCH, () => fault(503, 'Unavailable', 'The database is away.'));

  await userEvent.click(await screen.findByRole('button', { name: 'Start work' }));

  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The inquiry of Maria Keller was not changed.The database is away.');
  expect(screen.getByRole('button', { name: 'Status: Pending' })).toBeTruthy();
});

it('shows no notification to whoever signs in next', async () => {
  const { api, router } = showInquiry();
  api.answer(PATCH, () => fault(503, 'Unavailable', 'The database is away.'));
  await userEvent.click(await screen.findByRole('button', { name: 'Start work' }));
  await screen.findByRole('alert');

  await router.navigate('/admin');
  await screen.findByRole('heading', { name: 'Sign in' });
  await router.navigate('/admin/inquiries/inquiry-1/report');

  expect(await screen.findByRole('button', { name: 'Start work' })).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('says what somebody else changed, and applies the own change on request', async () => {
  const { api } = showInquiry();
  api.answer(PATCH, conflict);
  await userEvent.click(await screen.findByRole('button', { name: 'Status: Pending' }));
  api.answer('GET /admin/inquiries/inquiry-1', () =>
    json({ ...processing, version: 5, assignee: 'robin' }),
  );
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Closed' }));

  const alert = await screen.findByRole('alert');
  await waitFor(() => {
    expect(alert.textContent).toContain(
      'Robin Meyer changed status to Processing and owner to Robin Meyer 2 min ago. ' +
        'Your change was not made.',
    );
  });
  expect(screen.getByRole('button', { name: 'Status: Processing' })).toBeTruthy();
  api.answer(PATCH, () => json(makeInquiry({ status: 'closed', version: 6, reports: [] })));
  await userEvent.click(within(alert).getByRole('button', { name: 'Apply mine anyway' }));

  expect(await screen.findByRole('button', { name: 'Status: Closed' })).toBeTruthy();
  expect(api.bodies[PATCH]).toEqual({ status: 'closed', version: 5 });
  expect(screen.queryByText(/Your change was not made/)).toBeNull();
});

it('says so on another page when a change was refused after leaving', async () => {
  const { api, router } = showInquiry();
  let answer: (response: Response) => void = () => undefined;
  api.answer(PATCH, () => new Promise((resolve) => (answer = resolve)));
  api.answer('GET /admin/inquiries', () => json(makeInquiryPage([])));
  await userEvent.click(await screen.findByRole('button', { name: 'Assign to me' }));
  await router.navigate('/admin/inquiries');
  await screen.findByRole('heading', { level: 1, name: 'Inquiries' });

  answer(conflict());

  expect((await screen.findByRole('alert')).textContent).toContain(
    'The inquiry of Maria Keller was not changed.robin changed the inquiry in the meantime.',
  );
});

it('keeps a change that an answer from before it does not know', async () => {
  const owed = [makeOwedWork()];
  const { api } = showInquiry({ owed });
  const before = makeInquiry({ reports: [], owed });
  let answerChange: (response: Response) => void = () => undefined;
  let answerPoll: (response: Response) => void = () => undefined;
  const start = await screen.findByRole('button', { name: 'Start work' });
  api.answer(PATCH, () => new Promise((resolve) => (answerChange = resolve)));
  await userEvent.click(start);
  api.answer('GET /admin/inquiries/inquiry-1', () => new Promise((resolve) => (answerPoll = resolve)));
  await waitFor(
    () => {
      expect(api.requests.filter((route) => route === 'GET /admin/inquiries/inquiry-1')).toHaveLength(2);
    },
    { timeout: 8000 },
  );

  answerChange(json({ ...processing, owed }));
  await screen.findByText('Status is Processing.');
  answerPoll(json(before));

  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.getByRole('button', { name: 'Status: Processing' })).toBeTruthy();
});

it('keeps what somebody else changed on request', async () => {
  const { api } = showInquiry();
  api.answer(PATCH, conflict);
  const assign = await screen.findByRole('button', { name: 'Assign to me' });
  api.answer('GET /admin/inquiries/inquiry-1', () =>
    json({ ...processing, version: 5, assignee: 'robin' }),
  );
  await userEvent.click(assign);

  await userEvent.click(await screen.findByRole('button', { name: 'Keep theirs' }));

  expect(screen.queryByText(/Your change was not made/)).toBeNull();
  expect(screen.getByRole('button', { name: 'Owner: Robin Meyer' })).toBeTruthy();
});

it('asks nothing when somebody else made the same change', async () => {
  const { api } = showInquiry();
  api.answer(PATCH, conflict);

  await userEvent.click(await screen.findByRole('button', { name: 'Start work' }));

  expect(
    await screen.findByText('Status is Processing. Somebody else changed it already.'),
  ).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('changes nothing while the browser is offline, and says why', async () => {
  const { api } = showInquiry();
  const button = await screen.findByRole('button', { name: 'Start work' });
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  window.dispatchEvent(new Event('offline'));

  await waitFor(() => {
    expect(
      screen.getByRole('button', { name: 'Start work' }).getAttribute('aria-disabled'),
    ).toBe('true');
  });
  await userEvent.click(screen.getByRole('button', { name: 'Start work' }));
  vi.restoreAllMocks();
  window.dispatchEvent(new Event('online'));

  expect(button).toBeTruthy();
  expect(api.requests).not.toContain(PATCH);
});

it('moves to the next and the previous inquiry of the list, and stays on the tab', async () => {
  const items = [makeListItem(), makeListItem({ id: 'b', name: 'Jon Alvarez' })];
  stubApi({
    'GET /auth/me': () => json(makeSession()),
    'GET /admin/inquiries': () => json(makeInquiryPage(items)),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry({ reports: [] })),
    'GET /admin/inquiries/b': () =>
      json(makeInquiry({ id: 'b', name: 'Jon Alvarez', reports: [] })),
  });
  const router = renderAdmin('/admin/inquiries?status=pending');
  await userEvent.click(await screen.findByRole('link', { name: 'Maria Keller' }));
  await screen.findByRole('heading', { level: 1, name: 'Maria Keller' });
  expect(screen.getByText('1 of 2 on the page')).toBeTruthy();

  await userEvent.keyboard('3');
  await screen.findByRole('region', { name: 'Mail' });
  await userEvent.keyboard(']');
  await screen.findByRole('heading', { level: 1, name: 'Jon Alvarez' });
  expect(router.state.location.pathname).toBe('/admin/inquiries/b/mail');
  // The keyboard of the tests writes a bracket as two.
  await userEvent.keyboard('[[');
  await screen.findByRole('heading', { level: 1, name: 'Maria Keller' });
  await userEvent.keyboard('{Escape}');

  await screen.findByRole('heading', { level: 1, name: 'Inquiries' });
  expect(router.state.location.search).toBe('?status=pending');
});

it('gives the focus back when a dialog closes that a menu opened', async () => {
  const { permissions } = makeSession().user;
  const admin = { ...makeSession().user, permissions: [...permissions, 'inquiries:delete'] };
  showInquiry({}, makeSession({ user: admin }));
  const more = await screen.findByRole('button', { name: 'More' });
  await userEvent.click(more);
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete inquiry…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete this inquiry?' });

  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep it' }));

  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  expect(document.activeElement).toBe(more);
});

it('deletes an inquiry once its reference is typed, for who may', async () => {
  const { permissions } = makeSession().user;
  const admin = { ...makeSession().user, permissions: [...permissions, 'inquiries:delete'] };
  const { api, router } = showInquiry({ version: 7 }, makeSession({ user: admin }));
  api.answer('GET /admin/inquiries', () => json(makeInquiryPage([])));
  api.answer('DELETE /admin/inquiries/inquiry-1', () => empty(204));

  await userEvent.click(await screen.findByRole('button', { name: 'More' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete inquiry…' }));
  const dialog = await screen.findByRole('dialog');
  const confirm = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Delete inquiry' });
  expect(confirm.disabled).toBe(true);
  await userEvent.type(within(dialog).getByLabelText('Type CP-7K3M-92QD to confirm'), 'cp-7k3m-92qd');
  await userEvent.click(confirm);

  expect(await screen.findByText('CP-7K3M-92QD was deleted.')).toBeTruthy();
  expect(router.state.location.pathname).toBe('/admin/inquiries');
  expect(api.addresses).toContain('DELETE /admin/inquiries/inquiry-1?version=7');
});

it('offers no deletion to who may not', async () => {
  showInquiry();

  await screen.findByRole('button', { name: 'Start work' });

  expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
});
