/**
 * A mail's HTML before it goes into a frame.
 */
import { expect, it } from 'vitest';

import { sealMail } from './sealed-mail';

it('puts a policy that loads nothing before everything else, and keeps the mail', () => {
  const sealed = sealMail(
    '<!doctype html><html lang="de"><head><link rel="stylesheet" href="https://x.example/a.css">' +
      '<style>p { color: red }</style></head><body><p>Hello</p></body></html>',
  );

  const mail = new DOMParser().parseFromString(sealed, 'text/html');
  const first = mail.head.firstElementChild;
  expect(first?.getAttribute('http-equiv')).toBe('Content-Security-Policy');
  expect(first?.getAttribute('content')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
  expect(mail.querySelector('base')?.target).toBe('_blank');
  expect(mail.documentElement.lang).toBe('de');
  expect(mail.body.textContent).toBe('Hello');
  expect(sealed.startsWith('<!doctype html>')).toBe(true);
});
