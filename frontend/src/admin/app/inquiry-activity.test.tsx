/**
 * What happened to an inquiry, and notes about it.
 */
import { notifications } from '@mantine/notifications';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { fault, json, stubApi } from '../testing/api-stub';
import { makeActivity, makeInquiry, makeReader, makeSession } from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

const NOTES = 'POST /admin/inquiries/inquiry-1/notes';
const ACTIVITIES = 'GET /admin/inquiries/inquiry-1/activities';

const mail = makeActivity({
  id: 'mail-1.1',
  kind: 'mail',
  actor: null,
  subject: 'customer_confirmation',
  new: 'delivered',
});
const change = makeActivity({
  id: 'change-1',
  kind: 'status_changed',
  actor: 'robin',
  old: 'pending',
  new: 'processing',
});

function showActivity(session = makeSession()) {
  const api = stubApi({
    'GET /auth/me': () => json(session),
    'GET /admin/consultants': () => json({ items: [{ username: 'robin', name: 'Robin Meyer' }] }),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry()),
    [ACTIVITIES]: () => json({ items: [change, mail], next_cursor: null }),
  });
  renderAdmin('/admin/inquiries/inquiry-1/activity');
  return api;
}

async function noteField(): Promise<HTMLTextAreaElement> {
  return screen.findByLabelText<HTMLTextAreaElement>('Add a note');
}

afterEach(() => {
  notifications.clean();
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

it('tells who did what, and filters people from the platform', async () => {
  showActivity();

  expect(
    await screen.findByText('Robin Meyer changed status from Pending to Processing'),
  ).toBeTruthy();
  expect(screen.getByText('Confirmation to the client: delivered')).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'People' }));
  expect(screen.queryByText('Confirmation to the client: delivered')).toBeNull();
  await userEvent.click(screen.getByRole('radio', { name: 'System' }));

  expect(screen.queryByText(/Robin Meyer changed/)).toBeNull();
  expect(screen.getByText('Confirmation to the client: delivered')).toBeTruthy();
});

it('shows older activities on request', async () => {
  const api = showActivity();
  api.answer(ACTIVITIES, ({ query }) =>
    query.has('cursor')
      ? json({ items: [makeActivity({ kind: 'submitted', actor: null })], next_cursor: null })
      : json({ items: [change], next_cursor: 'c2' }),
  );

  await userEvent.click(await screen.findByRole('button', { name: 'Show older' }));

  expect(await screen.findByText('Maria Keller sent the inquiry')).toBeTruthy();
  expect(screen.getByText('Robin Meyer changed status from Pending to Processing')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
});

it('adds a note, which is text and nothing else', async () => {
  const api = showActivity();
  const text = 'Call <b>her</b>\non Friday';
  api.answer(NOTES, ({ body }) =>
    json(makeActivity({ id: 'note-1', text: (body as { text: string }).text }), 201),
  );

  await userEvent.type(await noteField(), text);
  await userEvent.click(screen.getByRole('button', { name: 'Add note' }));

  expect(await screen.findByText('Anna Lindqvist wrote a note')).toBeTruthy();
  const note = screen.getByText(/Call <b>her<\/b>/);
  expect(note.textContent).toBe(text);
  expect(note.children).toHaveLength(0);
  expect((await noteField()).value).toBe('');
  expect(api.bodies[NOTES]).toEqual({ text });
});

it('keeps what is written while a note is being stored, and stores it once', async () => {
  const api = showActivity();
  let answer: (response: Response) => void = () => undefined;
  api.answer(NOTES, () => new Promise((resolve) => (answer = resolve)));
  const field = await noteField();

  await userEvent.type(field, 'Call her.{Control>}{Enter}{/Control}');
  await userEvent.type(field, ' Ask for May{Control>}{Enter}{/Control}');
  expect(api.requests.filter((route) => route === NOTES)).toHaveLength(1);
  answer(json(makeActivity({ id: 'note-1', text: 'Call her.' }), 201));

  expect(await screen.findByText('Anna Lindqvist wrote a note')).toBeTruthy();
  expect(field.value).toBe(' Ask for May');
});

it('takes a note that is being stored from the field when its tab was left and opened again', async () => {
  const api = showActivity();
  let answer: (response: Response) => void = () => undefined;
  api.answer(NOTES, () => new Promise((resolve) => (answer = resolve)));
  await userEvent.type(await noteField(), 'Call her.{Control>}{Enter}{/Control}');
  await userEvent.click(screen.getByRole('tab', { name: /Mail/ }));
  await userEvent.click(screen.getByRole('tab', { name: 'Activity' }));
  const field = await noteField();
  await userEvent.type(field, ' Soon.{Control>}{Enter}{/Control}');
  expect(field.value).toBe('Call her. Soon.');
  expect(api.requests.filter((route) => route === NOTES)).toHaveLength(1);

  answer(json(makeActivity({ id: 'note-1', text: 'Call her.' }), 201));

  await waitFor(() => {
    expect(field.value).toBe(' Soon.');
  });
});

it('keeps the text of a note over a reload, and while it could not be stored', async () => {
  const api = showActivity();
  await userEvent.type(await noteField(), 'Call her');
  cleanup();
  renderAdmin('/admin/inquiries/inquiry-1/activity');
  expect((await noteField()).value).toBe('Call her');
  api.answer(NOTES, () => fault(503, 'Unavailable', 'The database is away.'));

  await userEvent.click(screen.getByRole('button', { name: 'Add note' }));

  expect(await screen.findByText('The database is away.')).toBeTruthy();
  expect((await noteField()).value).toBe('Call her');
});

it('counts the characters of a long note, and refuses one that is too long', async () => {
  const api = showActivity();
  const field = await noteField();
  await userEvent.click(field);
  await userEvent.paste('☕'.repeat(4501));
  expect(screen.getByText('4,501 of 5,000 characters')).toBeTruthy();
  await userEvent.paste('☕'.repeat(500));

  await userEvent.click(screen.getByRole('button', { name: 'Add note' }));

  expect(screen.getByText('A note must have 5,000 characters or fewer')).toBeTruthy();
  expect(api.requests).not.toContain(NOTES);
});

it('offers no note to who may only read', async () => {
  showActivity(makeSession({ user: makeReader() }));

  await screen.findByText('Robin Meyer changed status from Pending to Processing');

  expect(screen.queryByLabelText('Add a note')).toBeNull();
});

it('keeps the way to try again when the activity could not be loaded', async () => {
  const api = showActivity();
  api.answer(ACTIVITIES, () => fault(503, 'Unavailable', 'The database is away.'));
  const region = await screen.findByRole('region', { name: 'Activity' });
  await waitFor(() => {
    expect(within(region).getByRole('alert').textContent).toContain('Activity could not be loaded.');
  });
  api.answer(ACTIVITIES, () => json({ items: [change], next_cursor: null }));

  await userEvent.click(within(region).getByRole('button', { name: 'Try again' }));

  expect(
    await screen.findByText('Robin Meyer changed status from Pending to Processing'),
  ).toBeTruthy();
});
