/**
 * Signing in, staying signed in, signing out.
 */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { fault, json, stubApi } from '../testing/api-stub';
import { makeListItem, makeSession } from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

vi.hoisted(() => {
  process.env.TZ = 'America/Denver';
});

const page = { items: [makeListItem()], next_cursor: null };

function notSignedIn(): Response {
  return fault(401, 'NotSignedIn', 'Sign in first.');
}

async function fillIn(username: string, password: string): Promise<void> {
  await userEvent.type(await screen.findByLabelText('User name'), username);
  await userEvent.type(screen.getByLabelText('Password'), password);
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe('the sign-in page', () => {
  it('asks nothing of the API before somebody has signed in here', async () => {
    const api = stubApi({});

    renderAdmin('/admin');

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
    expect(api.requests).toEqual([]);
  });

  it('leads back to the page that was wanted', async () => {
    const api = stubApi({ 'GET /auth/me': notSignedIn, 'GET /admin/inquiries': () => json(page) });
    const router = renderAdmin('/admin/inquiries?cursor=c2');
    api.answer('POST /auth/login', () => {
      api.answer('GET /auth/me', () => json(makeSession()));
      return json({});
    });

    await fillIn('anna', 'secret');

    expect(await screen.findByRole('heading', { name: 'Inquiries' })).toBeTruthy();
    expect(router.state.location.pathname + router.state.location.search).toBe(
      '/admin/inquiries?cursor=c2',
    );
    expect(api.bodies['POST /auth/login']).toEqual({ username: 'anna', password: 'secret' });
  });

  it('leads who may not read inquiries to the mail', async () => {
    const { user } = makeSession();
    const api = stubApi({});
    const router = renderAdmin('/admin');
    api.answer('POST /auth/login', () => {
      const operator = { ...user, permissions: ['mail:read'] };
      api.answer('GET /auth/me', () => json(makeSession({ user: operator })));
      return json({});
    });

    await fillIn('anna', 'secret');

    await screen.findByRole('navigation', { name: 'Main' });
    expect(router.state.location.pathname).toBe('/admin/mail');
  });

  it('leads nowhere but into the admin area', async () => {
    const api = stubApi({ 'GET /admin/inquiries': () => json(page) });
    const router = renderAdmin('/admin?next=//evil.example/');
    api.answer('POST /auth/login', () => {
      api.answer('GET /auth/me', () => json(makeSession()));
      return json({});
    });

    await fillIn('anna', 'secret');

    await screen.findByRole('heading', { name: 'Inquiries' });
    expect(router.state.location.pathname).toBe('/admin/inquiries');
  });

  it.each([
    [
      'a wrong password',
      () => fault(401, 'WrongCredentials', 'No.'),
      'User name or password is wrong.',
    ],
    [
      'too many attempts',
      () => fault(429, 'TooManyAttempts', 'No.', { retry_at: '2099-06-01T20:20:00Z' }),
      'Too many attempts. Try again at 14:20 on 1 Jun 2099.',
    ],
    [
      'a broken server',
      () => fault(503, 'Unavailable', 'The database is away.'),
      'You could not be signed in. The database is away.',
    ],
    [
      'a missing network',
      () => {
        throw new TypeError('Failed to fetch');
      },
      'The server did not answer. Check your connection.',
    ],
  ])('says what to do about %s', async (_, answer, words) => {
    stubApi({ 'POST /auth/login': answer });
    renderAdmin('/admin');

    await fillIn('anna', 'wrong');

    expect((await screen.findByRole('alert')).textContent).toBe(words);
  });

  it('asks for what is missing', async () => {
    const api = stubApi({});
    renderAdmin('/admin');

    await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }));

    expect(screen.getByText('Enter your user name')).toBeTruthy();
    expect(screen.getByText('Enter your password')).toBeTruthy();
    expect(api.requests).toEqual([]);
  });
});

describe('a session that is over', () => {
  it('is renewed over the page, and the failed request is repeated', async () => {
    const api = stubApi({
      'GET /auth/me': () => json(makeSession()),
      'GET /admin/inquiries': () => json(page),
    });
    renderAdmin('/admin/inquiries');
    await screen.findByText('Maria Keller');
    api.answer('GET /admin/inquiries', notSignedIn);
    api.answer('POST /auth/login', () => {
      const renewed = { ...page, items: [makeListItem({ name: 'Jon Alvarez' })] };
      api.answer('GET /admin/inquiries', () => json(renewed));
      return json({});
    });

    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('You have been signed out. Sign in to continue.');
    expect(screen.getByText('Maria Keller')).toBeTruthy();
    await userEvent.type(within(dialog).getByLabelText('Password'), 'secret');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Sign in' }));

    expect(await screen.findByText('Jon Alvarez')).toBeTruthy();
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
    expect(api.bodies['POST /auth/login']).toEqual({ username: 'anna', password: 'secret' });
  });
});

describe('signing out', () => {
  it('ends the session and shows the sign-in page', async () => {
    const api = stubApi({
      'GET /auth/me': () => json(makeSession()),
      'GET /admin/inquiries': () => json(page),
      'POST /auth/logout': () => new Response(null, { status: 204 }),
    });
    renderAdmin('/admin/inquiries');

    await userEvent.click(await screen.findByRole('button', { name: /account of Anna/ }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Sign out' }));

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
    expect(api.requests.at(-1)).toBe('POST /auth/logout');
  });
});
