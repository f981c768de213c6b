/**
 * The mail of an inquiry: what became of it, sending it again, and the links in it.
 */
import { notifications } from '@mantine/notifications';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';

import { empty, fault, json, stubApi } from '../testing/api-stub';
import {
  makeEmail,
  makeInquiry,
  makeOwedWork,
  makeReader,
  makeReportLink,
  makeSession,
} from '../testing/factories';
import { renderAdmin } from '../testing/render-admin';

const SEND = 'POST /admin/mail/events/inquiry-1.mail-1/send';
const REVOKE = 'DELETE /admin/inquiries/inquiry-1/links/link-1';

const bounced = makeEmail({
  status: 'bounced',
  reason: 'Permanent bounce, General: smtp; 550 5.1.1 user unknown',
  events: [
    { status: 'queued', at: '2026-11-22T22:04:09Z', reason: null },
    { status: 'sent', at: '2026-11-22T22:04:13Z', reason: null },
    { status: 'bounced', at: '2026-11-22T22:04:20Z', reason: null },
  ],
});
const delivered = makeEmail({
  id: 'inquiry-1.mail-2',
  kind: 'consultant_notification',
  subject: '[URGENT] Keller',
  status: 'delivered',
  at: '2026-11-22T22:05:12Z',
});

function showMail(changes: Partial<ReturnType<typeof makeInquiry>>, session = makeSession()) {
  const api = stubApi({
    'GET /auth/me': () => json(session),
    'GET /admin/consultants': () => json({ items: [{ username: 'robin', name: 'Robin Meyer' }] }),
    'GET /admin/inquiries/inquiry-1': () => json(makeInquiry(changes)),
  });
  renderAdmin('/admin/inquiries/inquiry-1/mail');
  return api;
}

async function mailOf(subject: string): Promise<HTMLElement> {
  const item = (await screen.findByText(subject)).closest('li');
  if (item === null) throw new Error('The mail stands outside a list.');
  return item;
}

afterEach(() => {
  notifications.clean();
  cleanup();
  vi.unstubAllGlobals();
});

it('lists the mails, newest first, with what became of each and why', async () => {
  showMail({ email_events: [bounced, delivered] });

  const region = await screen.findByRole('region', { name: 'Mail' });
  expect(region.textContent.indexOf('[URGENT] Keller')).toBeLessThan(
    region.textContent.indexOf('We have your inquiry'),
  );
  const mail = await mailOf('We have your inquiry (CP-7K3M-92QD)');
  expect(mail.textContent).toContain('Bounced');
  expect(mail.textContent).toContain('smtp; 550 5.1.1 user unknown');
  expect(mail.textContent).toContain(
    'The mailbox does not exist. Ask the client for another address.',
  );
  const events = within(mail).getAllByRole('listitem', { hidden: true });
  expect(events.map((event) => event.querySelector('div')?.textContent)).toEqual([
    expect.stringContaining('Queued'),
    expect.stringContaining('after 4 s'),
    expect.stringContaining('after 7 s'),
  ]);
  expect(mail.textContent).toContain('Provider id ses-1');
});

it('sends again what did not arrive, and shows that it is under way', async () => {
  const api = showMail({ email_events: [bounced, delivered] });
  const mail = await mailOf('We have your inquiry (CP-7K3M-92QD)');
  api.answer(SEND, () => {
    const owed = [makeOwedWork({ debt: 'customer_mail' })];
    api.answer('GET /admin/inquiries/inquiry-1', () =>
      json(makeInquiry({ email_events: [bounced, delivered], owed })),
    );
    return empty(202);
  });
  expect(screen.getAllByRole('button', { name: /Send again/ })).toHaveLength(1);

  await userEvent.click(within(mail).getByRole('button', { name: /Send again/ }));

  expect((await screen.findAllByText('Confirmation is queued.')).length).toBeGreaterThan(0);
  expect(screen.queryByRole('button', { name: /Send again/ })).toBeNull();
});

it('says why a mail is not sent again', async () => {
  const api = showMail({ email_events: [bounced] });
  api.answer(SEND, () => fault(409, 'WorkUnderWay', 'This mail is being sent already.'));

  await userEvent.click(await screen.findByRole('button', { name: /Send again/ }));

  expect((await screen.findByRole('alert')).textContent).toContain(
    'It was not sent again.This mail is being sent already.',
  );
});

it('does not offer again what was sent again since, nor to who may not', async () => {
  const later = makeEmail({ id: 'inquiry-1.mail-3', status: 'delivered', at: '2026-11-22T23:00:00Z' });
  showMail({ email_events: [bounced, later] });
  await screen.findByRole('region', { name: 'Mail' });
  expect(screen.queryByRole('button', { name: /Send again/ })).toBeNull();
  cleanup();

  showMail({ email_events: [bounced] }, makeSession({ user: makeReader() }));

  const mail = await mailOf('We have your inquiry (CP-7K3M-92QD)');
  expect(mail.textContent).toContain('Sending it again needs the permission mail:write.');
  expect(screen.queryByRole('button', { name: /Send again/ })).toBeNull();
});

it('shows the links to reports, and revokes one after asking', async () => {
  const opened = makeReportLink({ opens: 3, last_opened_at: '2026-11-22T22:08:00Z' });
  const old = makeReportLink({
    id: 'link-0',
    report_number: 1,
    created_at: '2026-10-01T08:00:00Z',
    revoked_at: '2026-10-02T08:00:00Z',
    revoked_by: 'robin',
  });
  const api = showMail({ links: [old, opened] });
  const region = await screen.findByRole('region', { name: 'Links to the report' });
  const [newest, oldest] = within(region).getAllByRole('listitem');
  expect(newest?.textContent).toContain('OpenVersion 2');
  expect(newest?.textContent).toContain('valid until 22 Dec 2099');
  expect(newest?.textContent).toContain('opened 3 times, last');
  expect(oldest?.textContent).toContain('RevokedVersion 1');
  expect(oldest?.textContent).toContain('never opened');
  await within(region).findByText(/by Robin Meyer/);
  api.answer(REVOKE, () => {
    const revoked = { ...opened, revoked_at: '2026-11-22T22:09:00Z', revoked_by: 'anna' };
    api.answer('GET /admin/inquiries/inquiry-1', () => json(makeInquiry({ links: [old, revoked] })));
    return empty(204);
  });

  await userEvent.click(within(region).getByRole('button', { name: 'Revoke' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke link' }));

  expect(await screen.findByText('The link opens nothing any more.')).toBeTruthy();
  expect(within(region).queryByRole('button', { name: 'Revoke' })).toBeNull();
  expect(region.textContent).toContain('by Anna Lindqvist');
  await waitFor(() => {
    expect(document.activeElement?.textContent).toBe('Links to the report');
  });
});

it('leaves the focus where it is when the dialog was closed before the link was revoked', async () => {
  const link = makeReportLink();
  const api = showMail({ links: [link] });
  let answer: (response: Response) => void = () => undefined;
  api.answer(REVOKE, () => new Promise((resolve) => (answer = resolve)));
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke link' }));
  await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
  const search = screen.getByRole('searchbox', { name: 'Search inquiries' });
  await userEvent.click(search);

  answer(empty(204));

  expect(await screen.findByText('The link opens nothing any more.')).toBeTruthy();
  expect(document.activeElement).toBe(search);
});
