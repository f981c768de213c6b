/**
 * One mail in the monitor, and the addresses that get no more.
 */
// The parts load on demand; a test's clock must not pay for compiling them.
import '../components/stacked-bars';
import './pages/mail-page';
import '../features/mail/components/mail-view';
import '../features/mail/components/suppressions';

import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { fault, json } from '../testing/api-stub';
import { NOW } from '../testing/factories';
import { makeMailDetail, makeMailMetrics, makeMailRow } from '../testing/mail-factories';
import {
  LIFT,
  LIST,
  METRICS,
  ONE,
  SEND,
  SUPPRESSIONS,
  mailPage,
  sessionWith,
  stubMail,
} from '../testing/mail-stub';
import { renderAdmin } from '../testing/render-admin';

const BOUNCE = 'Permanent bounce, General: smtp; 550 5.1.1 user unknown';
const SEND_AGAIN = 'Send again: Confirmation to the client';
const bounced = { status: 'bounced', reason: BOUNCE } as const;

function goOffline() {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  window.dispatchEvent(new Event('offline'));
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});

afterEach(() => {
  vi.restoreAllMocks();
  // While something still listens: the next test is to begin with a network.
  window.dispatchEvent(new Event('online'));
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('lists mails with masked addresses and opens one with all that is known', async () => {
  stubMail({
    [LIST]: () => json(mailPage([makeMailRow(bounced)])),
    [ONE]: () =>
      json(
        makeMailDetail({
          ...bounced,
          events: [
            { status: 'sent', at: '2026-11-22T22:04:13Z', reason: null },
            { status: 'bounced', at: '2026-11-22T22:04:22Z', reason: BOUNCE },
          ],
        }),
      ),
  });
  const router = renderAdmin('/admin/mail');

  const subject = await screen.findByRole('link', { name: /We have your inquiry/ });
  const cells = within(subject.closest('tr') ?? document.body).getAllByRole('cell');
  expect(cells.map((cell) => cell.textContent)).toEqual([
    '5 min ago',
    'Confirmation to the client',
    'm•••@k•••.example',
    'We have your inquiry (CP-7K3M-92QD)',
    'Bounced',
    'ses-1',
  ]);
  await userEvent.keyboard('j{Enter}');

  const mail = await screen.findByRole('dialog', { name: /We have your inquiry/ });
  expect(router.state.location.search).toBe('?mail=inquiry-1.mail-1');
  expect(mail.textContent).toContain('maria@keller-logistics.example');
  expect(mail.textContent).toContain(
    'The mailbox does not exist. Ask the client for another address.',
  );
  const events = within(mail).getAllByRole('listitem');
  expect(events.map((event) => event.textContent)).toEqual([
    'Sent5 min ago',
    `Bounced5 min ago · after 9 s${BOUNCE}`,
  ]);
  const inquiry = within(mail).getByRole('link', { name: 'CP-7K3M-92QD' });
  expect(inquiry.getAttribute('href')).toBe('/admin/inquiries/inquiry-1/mail');
  await userEvent.keyboard('{Escape}');

  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  expect(document.activeElement).toBe(subject);
  expect(router.state.location.search).toBe('');
});

it('shows the mail as sent in a frame that may do nothing, or as text', async () => {
  const text = 'Hello <b>Maria</b>';
  stubMail({ [ONE]: () => json(makeMailDetail({ text })) });
  renderAdmin('/admin/mail?mail=inquiry-1.mail-1');

  const frame = await screen.findByTitle('Mail as sent');
  expect(frame.getAttribute('sandbox')).toBe('');
  expect(frame.getAttribute('srcdoc')).toContain("default-src 'none'");
  expect(frame.getAttribute('srcdoc')).toContain('<p>Hello Maria Keller</p>');
  expect(screen.getByText(/^Private links are left out/)).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'Plain text' }));

  const shown = screen.getByRole('region', { name: 'Text of the mail' });
  expect(shown.textContent).toBe(text);
  expect(shown.children).toHaveLength(0);
  expect(screen.queryByTitle('Mail as sent')).toBeNull();
});

it('says that a mail which was never handed over has nothing to show', async () => {
  stubMail({
    [ONE]: () => json(makeMailDetail({ status: 'suppressed', text: null, html: null })),
  });

  renderAdmin('/admin/mail?mail=inquiry-1.mail-1');

  expect(await screen.findByText(/never handed over/)).toBeTruthy();
});

it('sends a mail again and says what comes of it', async () => {
  const api = stubMail({
    [ONE]: () => json(makeMailDetail(bounced)),
    [SEND]: () => fault(409, 'WorkUnderWay', 'This mail is being sent already.'),
  });
  renderAdmin('/admin/mail?mail=inquiry-1.mail-1');

  await userEvent.click(await screen.findByRole('button', { name: SEND_AGAIN }));
  expect((await screen.findByRole('alert')).textContent).toBe(
    'It was not sent again.This mail is being sent already.',
  );
  api.answer(SEND, () => new Response('', { status: 202 }));
  await userEvent.click(screen.getByRole('button', { name: SEND_AGAIN }));

  expect(await screen.findByText(/^The mail is on its way again/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: SEND_AGAIN })).toBeNull();
});

it.each(['delivered', 'complained', 'sent', 'delayed'] as const)(
  'does not offer to send a mail again that is %s',
  async (status) => {
    stubMail({ [ONE]: () => json(makeMailDetail({ status })) });

    renderAdmin('/admin/mail?mail=inquiry-1.mail-1');

    await screen.findByTitle('Mail as sent');
    expect(screen.queryByRole('button', { name: SEND_AGAIN })).toBeNull();
  },
);

it('leaves out what a reader may not do, and says which permission it needs', async () => {
  stubMail({
    'GET /auth/me': () => json(sessionWith('mail:read')),
    [ONE]: () => json(makeMailDetail(bounced)),
  });

  renderAdmin('/admin/mail?mail=inquiry-1.mail-1');

  const mail = await screen.findByRole('dialog', { name: /We have your inquiry/ });
  expect(mail.textContent).toContain('Sending it again needs the permission mail:write.');
  expect(within(mail).queryByRole('button', { name: SEND_AGAIN })).toBeNull();
  expect(within(mail).queryByRole('link', { name: 'CP-7K3M-92QD' })).toBeNull();
});

it('sends nothing again without a network', async () => {
  const api = stubMail({ [ONE]: () => json(makeMailDetail(bounced)) });
  renderAdmin('/admin/mail?mail=inquiry-1.mail-1');
  await screen.findByRole('button', { name: SEND_AGAIN });

  goOffline();
  await waitFor(() => {
    const button = screen.getByRole('button', { name: SEND_AGAIN });
    expect(button.getAttribute('aria-disabled')).toBe('true');
  });
  await userEvent.click(screen.getByRole('button', { name: SEND_AGAIN }));

  expect(api.requests).not.toContain(SEND);
});

it('lifts a suppression after asking, and says so', async () => {
  const api = stubMail({
    [METRICS]: () => json(makeMailMetrics({}, { suppressed_addresses: 1 })),
    [LIFT]: () => new Response(null, { status: 204 }),
  });
  const router = renderAdmin('/admin/mail');
  await userEvent.click(await screen.findByRole('tab', { name: 'Suppressed addresses 1' }));
  expect(router.state.location.pathname).toBe('/admin/mail/suppressed');

  const address = 'maria@keller-logistics.example';
  await userEvent.click(await screen.findByRole('button', { name: `Lift ${address}` }));
  const dialog = await screen.findByRole('dialog', { name: `Send mail to ${address} again?` });
  expect(dialog.textContent).toContain('A mail to it bounced for good');
  expect(api.requests.some((route) => route.startsWith('DELETE'))).toBe(false);
  api.answer(SUPPRESSIONS, () => json({ items: [] }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Lift suppression' }));

  expect(await screen.findByText(`${address} gets mail again.`)).toBeTruthy();
  expect(await screen.findByText('No address is suppressed.')).toBeTruthy();
  expect(api.requests).toContain(LIFT);
});

it('keeps a suppression that could not be lifted', async () => {
  stubMail({
    [LIFT]: () =>
      fault(503, 'Unavailable', 'The database is away.'),
  });
  renderAdmin('/admin/mail/suppressed');

  await userEvent.click(await screen.findByRole('button', { name: /^Lift maria/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Lift suppression' }));

  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toBe('It was not lifted.The database is away.');
});
