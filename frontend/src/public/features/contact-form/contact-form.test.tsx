/**
 * The contact form as a visitor meets it: the prerendered markup with its script.
 */
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeApi } from '@/testing/fake-api';

import { ContactForm } from './contact-form';
import { attachContactForm } from './contact-form-behaviour';

const submitted = {
  id: '0190',
  reference: 'CP-7K3M-92QD',
  status_url: 'https://site.example/status/0190#secret',
};

let api: FakeApi;

function openPage(): void {
  document.title = 'Describe your project – Brand';
  document.body.innerHTML = renderToStaticMarkup(<ContactForm headingLevel={1} />);
  attachContactForm();
}

function control(name: string): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(`[name="${name}"]`);
  if (found === null) throw new Error(`no control ${name}`);
  return found;
}

function type(name: string, value: string): void {
  control(name).value = value;
  control(name).dispatchEvent(new Event('input', { bubbles: true }));
}

function leave(name: string): void {
  control(name).dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
}

function links(): string[] {
  const found = document.querySelectorAll('#error-summary a');
  return [...found].map(({ textContent }) => textContent);
}

function choose(service: string): void {
  const box = document.querySelector<HTMLInputElement>(`[value="${service}"]`);
  box?.click();
}

function fill(): void {
  type('name', 'Maria Keller');
  type('email', 'maria@keller.example');
  type('message', 'The bill doubled.');
  choose('migration');
}

async function send(): Promise<void> {
  control('name').form?.dispatchEvent(new Event('submit', { cancelable: true }));
  await vi.advanceTimersByTimeAsync(0);
}

function text(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  history.replaceState(null, '', '/contact');
  api = new FakeApi();
  openPage();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.head.innerHTML = '';
});

describe('mistakes', () => {
  it('are summed up above the form, which takes the focus, and shown at their fields', async () => {
    await send();

    expect(document.activeElement?.id).toBe('error-summary');
    expect(links()).toEqual([
      'Enter your name',
      'Enter your e-mail address',
      'Choose at least one service',
      'Tell us what you need',
    ]);
    expect(text('field-email-error')).toBe('Enter your e-mail address');
    expect(control('email').getAttribute('aria-invalid')).toBe('true');
    expect(control('email').getAttribute('aria-describedby')).toBe(
      'field-email-help field-email-error',
    );
    expect(document.title).toBe('Error: Describe your project – Brand');
    expect(api.requests).toEqual([]);
  });

  it('are not looked for before the first try to send', () => {
    leave('email');

    expect(document.getElementById('field-email-error')?.hidden).toBe(true);
  });

  it('go from a field and from the summary as soon as it is right', async () => {
    await send();

    type('email', 'maria@keller.example');

    expect(document.getElementById('field-email-error')?.hidden).toBe(true);
    expect(control('email').hasAttribute('aria-invalid')).toBe(false);
    expect(control('email').getAttribute('aria-describedby')).toBe('field-email-help');
    expect(links()).toEqual([
      'Enter your name',
      'Choose at least one service',
      'Tell us what you need',
    ]);
  });

  it('take the summary and the prefix of the title with them when the last one goes', async () => {
    await send();

    fill();

    expect(document.getElementById('error-summary')?.hidden).toBe(true);
    expect(document.title).toBe('Describe your project – Brand');
  });

  it('get other words only when the field is left', async () => {
    await send();

    type('email', 'maria');
    expect(text('field-email-error')).toBe('Enter your e-mail address');
    leave('email');

    expect(text('field-email-error')).toBe('Enter an e-mail address like name@example.com');
    expect(links()[1]).toBe('Enter an e-mail address like name@example.com');
  });

  it('come back, in their place, to a field that is left wrong again', async () => {
    await send();

    type('email', 'maria@keller.example');
    type('email', '');
    expect(document.getElementById('field-email-error')?.hidden).toBe(true);
    leave('email');

    expect(text('field-email-error')).toBe('Enter your e-mail address');
    expect(links()[1]).toBe('Enter your e-mail address');
  });

  it.each(['mouseup', 'dragend', 'keydown'])(
    'move nothing during a press, which %s ends',
    async (end) => {
      await send();
      type('email', 'maria');

      document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
      leave('email');
      type('name', 'Maria Keller');
      document.body.dispatchEvent(new Event(end, { bubbles: true }));
      expect(text('field-email-error')).toBe('Enter your e-mail address');
      expect(document.getElementById('field-name-error')?.hidden).toBe(false);
      await vi.advanceTimersByTimeAsync(0);

      expect(text('field-email-error')).toBe('Enter an e-mail address like name@example.com');
      expect(document.getElementById('field-name-error')?.hidden).toBe(true);
    },
  );

  it('that only the server finds are shown at their fields', async () => {
    api.answer(400, { Code: 'InvalidInput', Details: { fields: { email: ['Not this one'] } } });
    fill();

    await send();

    expect(text('field-email-error')).toBe('Not this one');
    expect(text('error-summary')).toContain('Not this one');
    leave('email');
    expect(text('field-email-error')).toBe('Not this one');
    type('email', 'info@keller.example');
    expect(document.getElementById('error-summary')?.hidden).toBe(true);
  });
});

describe('sending', () => {
  it('sends what was typed, without what was left empty', async () => {
    api.answer(201, submitted);
    fill();

    await send();

    expect(api.requests[0]?.path).toBe('/api/v1/inquiries');
    expect(api.requests[0]?.body).toEqual({
      name: 'Maria Keller',
      email: 'maria@keller.example',
      services: ['migration'],
      message: 'The bill doubled.',
      source: 'contact_form',
    });
    expect(api.requests[0]?.headers.has('X-Site-Release')).toBe(false);
  });

  it('names the release that the page was deployed with', async () => {
    document.head.innerHTML = '<meta name="release" content="3f2a90bc11de">';
    api.answer(201, submitted);
    fill();

    await send();

    expect(api.requests[0]?.headers.get('X-Site-Release')).toBe('3f2a90bc11de');
  });

  it('shows the reference in the place of the form and forgets the draft', async () => {
    api.answer(201, submitted);
    fill();

    await send();

    expect(document.querySelector('form')).toBeNull();
    expect(document.activeElement?.textContent).toBe('Thank you, Maria');
    expect(document.body.textContent).toContain('CP-7K3M-92QD');
    expect(document.body.textContent).toContain('on its way to maria@keller.example');
    expect(document.getElementById('open-status')?.getAttribute('href')).toBe(
      submitted.status_url,
    );
    expect(sessionStorage).toHaveLength(0);
  });

  it('brings the form back for another inquiry, with the person and a new key', async () => {
    api.answer(201, submitted);
    fill();
    await send();

    document.getElementById('send-another')?.click();
    expect(control('name').value).toBe('Maria Keller');
    expect(control('message').value).toBe('');
    type('message', 'Another thing.');
    choose('general');
    await send();

    const [first, second] = api.requests.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(first).toMatch(/^[0-9a-f-]{32,36}$/);
    expect(second).not.toBe(first);
  });

  it('sends once when the button is pressed twice, and says so while it waits', async () => {
    const give = api.hold();
    fill();

    await send();
    await send();
    expect(api.requests).toHaveLength(1);
    expect(text('send-inquiry')).toBe('Sending…');
    await vi.advanceTimersByTimeAsync(8_000);
    expect(text('form-note')).toBe('Still sending. Please keep this page open.');

    give(Response.json(submitted, { status: 201 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(document.body.textContent).toContain('Thank you, Maria');
  });

  it.each([
    [503, 'We could not send your inquiry. Your text is still here.'],
    [413, 'We could not send your inquiry. Your text is still here.'],
    [429, 'Too many messages from your network. Wait one minute, then send again.'],
    [409, 'We already have an earlier version of this inquiry.'],
  ])('keeps the text and says why after %i', async (status, words) => {
    api.answer(status, { Code: 'Any', Message: '', Details: {} });
    fill();

    await send();

    expect(text('form-note')).toContain(words);
    expect(control('message').value).toBe('The bill doubled.');
    expect(text('send-inquiry')).toBe('Send inquiry');
  });

  it('uses the same key for another try, also after a reload', async () => {
    api.fail().answer(201, submitted);
    fill();

    await send();
    expect(text('form-note')).toContain('We could not send your inquiry.');
    openPage();
    expect(control('message').value).toBe('The bill doubled.');
    await send();

    const [first, second] = api.requests.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(second).toBe(first);
  });

  it('takes a new key when the old one belongs to another text', async () => {
    api.answer(409).answer(201, submitted);
    fill();

    await send();
    await send();

    const [first, second] = api.requests.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(second).not.toBe(first);
  });

  it('sends nothing while the browser is offline', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    fill();

    await send();

    expect(text('form-note')).toContain('You are offline. Your text is still here.');
    expect(api.requests).toEqual([]);
    vi.restoreAllMocks();
  });
});

describe('help', () => {
  it('counts the message only above 9,000 characters', () => {
    type('message', 'a'.repeat(9_000));
    expect(text('message-count')).toBe('');

    type('message', 'a'.repeat(9_120));
    expect(text('message-count')).toBe('9,120 of 10,000 characters');
  });

  it('chooses the service that the address names', () => {
    history.replaceState(null, '', '/contact?service=architecture_review');
    openPage();

    const chosen = document.querySelectorAll<HTMLInputElement>('[name="services"]:checked');
    expect([...chosen].map(({ value }) => value)).toEqual(['architecture_review']);
  });
});
