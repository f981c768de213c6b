/**
 * The status page as a visitor meets it: the prerendered markup with its script.
 */
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { InquiryProgress, InquiryStatus, MailStatus } from '@/types/api';
import { FakeApi } from '@/testing/fake-api';

import { attachInquiryStatus } from './inquiry-status-behaviour';
import { InquiryStatusView } from './inquiry-status-view';

const POLL_MS = 15_000;

let api: FakeApi;

function progress(
  status: InquiryStatus,
  confirmation: MailStatus = 'delivered',
): InquiryProgress {
  const isAnswered = status === 'responded' || status === 'closed';
  return {
    reference: 'CP-7K3M-92QD',
    status,
    services: ['assessment', 'general'],
    received_at: '2026-11-24T08:14:00Z',
    updated_at: '2026-11-24T08:15:00Z',
    timeline: [
      { step: 'received', state: 'done', at: '2026-11-24T08:14:00Z' },
      { step: 'preparation', state: 'done', at: '2026-11-24T08:15:00Z' },
      { step: 'review', state: isAnswered ? 'done' : 'current', at: null },
      {
        step: 'reply',
        state: isAnswered ? 'done' : 'upcoming',
        at: isAnswered ? '2026-11-24T15:02:00Z' : null,
      },
    ],
    confirmation: { state: confirmation, to: 'm•••@k•••.example', at: '2026-11-24T08:15:00Z' },
  };
}

async function openPage(address = '/status/0190-ab#secret'): Promise<void> {
  history.replaceState(null, '', address);
  document.title = 'Your inquiry – Brand';
  document.body.innerHTML = renderToStaticMarkup(<InquiryStatusView />);
  attachInquiryStatus();
  await vi.advanceTimersByTimeAsync(0);
}

function heading(): string {
  return document.querySelector('h1')?.textContent ?? '';
}

function text(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

beforeEach(() => {
  vi.useFakeTimers();
  api = new FakeApi();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  document.head.innerHTML = '';
});

describe('the link', () => {
  it('gives the inquiry by the path and the token in a header', async () => {
    api.answer(200, progress('pending'));

    await openPage();

    expect(api.requests[0]?.path).toBe('/api/v1/inquiries/0190-ab/status');
    expect(api.requests[0]?.headers.get('X-Status-Token')).toBe('secret');
    expect(api.requests[0]?.headers.has('X-Site-Release')).toBe(false);
  });

  it('is followed with the release that the page was deployed with', async () => {
    document.head.innerHTML = '<meta name="release" content="3f2a90bc11de">';
    api.answer(200, progress('pending'));

    await openPage();

    expect(api.requests[0]?.headers.get('X-Site-Release')).toBe('3f2a90bc11de');
  });

  it.each(['/status/0190-ab', '/status#secret', '/status/..%2Fadmin#secret', '/status/0190#ü'])(
    'is refused without asking when it is %s',
    async (address) => {
      await openPage(address);

      expect(heading()).toBe('This link does not work');
      expect(api.requests).toEqual([]);
    },
  );

  it('reads the same when the server does not know it', async () => {
    api.answer(404);

    await openPage();

    expect(heading()).toBe('This link does not work');
    expect(document.getElementById('status-facts')?.hidden).toBe(true);
  });
});

describe('what is shown', () => {
  it.each<[InquiryStatus, string]>([
    ['pending', 'We have your inquiry'],
    ['processing', 'Your inquiry is being prepared'],
    ['reviewed', 'A consultant is working on your reply'],
    ['responded', 'We have replied'],
    ['closed', 'This inquiry is closed'],
  ])('for %s: %s', async (status, title) => {
    api.answer(200, progress(status));

    await openPage();

    expect(heading()).toBe(title);
    expect(document.title).toBe(`${title} – Brand`);
    expect(document.getElementById('inquiry-status')?.hasAttribute('aria-busy')).toBe(false);
  });

  it('has reference, services, steps with their times, and a way to reply', async () => {
    api.answer(200, progress('processing'));

    await openPage();

    const steps = [...document.querySelectorAll<HTMLElement>('[data-step]')];
    const services = [...document.querySelectorAll<HTMLElement>('[data-service]:not([hidden])')];
    expect(text('status-facts')).toContain('CP-7K3M-92QD');
    expect(services.map((item) => item.dataset.service)).toEqual(['assessment', 'general']);
    expect(steps.map((item) => item.dataset.state)).toEqual([
      'done',
      'done',
      'current',
      'upcoming',
    ]);
    expect(steps[2]?.getAttribute('aria-current')).toBe('step');
    expect(steps.map((item) => item.querySelector('time')?.dateTime)).toEqual([
      '2026-11-24T08:14:00Z',
      '2026-11-24T08:15:00Z',
      undefined,
      undefined,
    ]);
    expect(document.getElementById('status-reply')?.getAttribute('href')).toMatch(
      /^mailto:.+@.+\?subject=CP-7K3M-92QD$/,
    );
  });

  it.each<[MailStatus, string]>([
    ['queued', 'is on its way'],
    ['sent', 'Confirmation sent'],
    ['delayed', 'Confirmation sent'],
    ['delivered', 'Confirmation delivered'],
    ['complained', 'Confirmation delivered'],
    ['bounced', 'could not be delivered'],
    ['failed', 'could not be delivered'],
    ['suppressed', 'No confirmation is sent to m•••@k•••.example'],
  ])('tells of a mail that is %s', async (state, words) => {
    api.answer(200, progress('pending', state));

    await openPage();

    expect(text('status-mail')).toContain(words);
    expect(text('status-mail')).toContain('m•••@k•••.example');
  });

  it('says when a status page has expired', async () => {
    api.answer(410);

    await openPage();

    expect(heading()).toBe('This page has expired');
  });

  it('offers another try when the API is away', async () => {
    api.answer(503).answer(200, progress('pending'));

    await openPage();
    expect(heading()).toBe('The status can’t be shown right now');
    document.getElementById('status-retry')?.click();
    await vi.advanceTimersByTimeAsync(0);

    expect(heading()).toBe('We have your inquiry');
  });
});

describe('asking again', () => {
  it('happens every 15 seconds while the status can change', async () => {
    api.answer(200, progress('pending')).answer(200, progress('reviewed'));

    await openPage();
    await vi.advanceTimersByTimeAsync(POLL_MS);

    expect(api.requests).toHaveLength(2);
    expect(heading()).toBe('A consultant is working on your reply');
  });

  it('ends when the inquiry is answered', async () => {
    api.answer(200, progress('responded'));

    await openPage();
    await vi.advanceTimersByTimeAsync(4 * POLL_MS);

    expect(api.requests).toHaveLength(1);
  });

  it('waits while nobody looks, and catches up at once', async () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    api.answer(200, progress('pending'));

    await openPage();
    await vi.advanceTimersByTimeAsync(4 * POLL_MS);
    expect(api.requests).toHaveLength(1);

    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(api.requests).toHaveLength(2);
  });

  it('keeps what is known when the API goes away, and says from when it is', async () => {
    api.answer(200, progress('pending')).fail();

    await openPage();
    await vi.advanceTimersByTimeAsync(POLL_MS);

    expect(heading()).toBe('We have your inquiry');
    expect(text('status-updated')).toContain('There is no newer answer right now.');
  });
});
