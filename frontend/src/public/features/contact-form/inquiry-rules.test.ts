/**
 * The rules of the form, at their limits.
 */
import { describe, expect, it } from 'vitest';

import type { InquiryDraft } from './fields';
import { checkInquiry, countCharacters } from './inquiry-rules';

const ROCKET = '🚀';

const valid: InquiryDraft = {
  name: 'Maria Keller',
  email: 'maria@keller-logistics.example',
  company: '',
  phone: '',
  services: ['assessment'],
  message: 'The bill doubled.',
};

function mistakesOf(change: Partial<InquiryDraft>) {
  return checkInquiry({ ...valid, ...change });
}

describe('what is accepted', () => {
  it.each<[string, Partial<InquiryDraft>]>([
    ['the shortest name', { name: 'Li' }],
    ['the longest name', { name: 'a'.repeat(50) }],
    ['a name of fifty characters beyond 16 bits', { name: ROCKET.repeat(50) }],
    ['an address with a tag', { email: "o'brien+aws@mail.example.co" }],
    ['the longest company', { company: 'c'.repeat(255) }],
    ['every character of a phone number', { phone: '+1 (303) 555-01.99' }],
    ['the longest phone number', { phone: '1'.repeat(50) }],
    ['all services', { services: ['a', 'b', 'c', 'd', 'e'] }],
    ['the shortest message', { message: '?' }],
    ['the longest message', { message: ROCKET.repeat(10_000) }],
    ['line breaks and tabs in a message', { message: 'one\r\n\ttwo' }],
  ])('%s', (_name, change) => {
    expect(mistakesOf(change)).toEqual({});
  });
});

describe('what is refused, in words', () => {
  it.each<[keyof InquiryDraft, string, Partial<InquiryDraft>]>([
    ['name', 'Enter your name', { name: '' }],
    ['name', 'Enter your name', { name: '  ' }],
    ['name', 'Your name must have 2 to 50 characters', { name: 'M' }],
    ['name', 'Your name must have 2 to 50 characters', { name: 'a'.repeat(51) }],
    ['name', 'Your name must not contain line breaks or control characters', { name: 'a\nb' }],
    ['email', 'Enter your e-mail address', { email: '' }],
    ['email', 'Enter an e-mail address like name@example.com', { email: 'maria@keller' }],
    ['email', 'Enter an e-mail address like name@example.com', { email: 'a b@example.com' }],
    ['email', 'Enter an e-mail address like name@example.com', { email: 'a@-b.example' }],
    [
      'email',
      'Enter an e-mail address like name@example.com',
      { email: `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}` },
    ],
    ['company', 'Company must have 255 characters or fewer', { company: 'c'.repeat(256) }],
    ['phone', 'Use digits, spaces, +, - and brackets only', { phone: 'ask Maria' }],
    ['phone', 'Phone must have 50 characters or fewer', { phone: '1'.repeat(51) }],
    ['services', 'Choose at least one service', { services: [] }],
    ['message', 'Tell us what you need', { message: ' \n' }],
    [
      'message',
      'Message must have 10,000 characters or fewer',
      { message: ROCKET.repeat(10_001) },
    ],
    ['message', 'Tell us what you need, without control characters', { message: 'a\u0000b' }],
  ])('%s: %s', (field, words, change) => {
    expect(mistakesOf(change)).toEqual({ [field]: words });
  });

  it('finds every mistake at once', () => {
    const nothing = { name: '', email: '', company: '', phone: '', services: [], message: '' };

    expect(Object.keys(checkInquiry(nothing))).toEqual(['name', 'email', 'services', 'message']);
  });
});

it('counts code points, not halves of them', () => {
  expect(countCharacters(`a${ROCKET}`)).toBe(2);
});
