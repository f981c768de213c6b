/**
 * The rules of the form; the API has the same (chalicelib/api/inquiry_inputs.py) and the last word.
 *
 * Lengths are counted in code points, as the API counts them: an emoji is one character or more,
 * never a half.
 */
import type { FieldName, InquiryDraft, Mistakes } from './fields';
import { fieldNames } from './fields';

export const MESSAGE_LIMIT = 10_000;

const LABEL = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const EMAIL = new RegExp(`^[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]{1,64}@${LABEL}(\\.${LABEL})+$`);
const PHONE = /^[0-9 +().-]*$/;
// A one-line field can hold these only by paste; the message may have tabs and line breaks.
// eslint-disable-next-line no-control-regex
const CONTROLS_OF_A_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// eslint-disable-next-line no-control-regex
const CONTROLS_OF_A_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const NO_CONTROLS = 'must not contain line breaks or control characters';

const rules: Record<FieldName, (draft: InquiryDraft) => string | null> = {
  name: ({ name }) => {
    if (name.trim() === '') return 'Enter your name';
    if (CONTROLS_OF_A_LINE.test(name)) return `Your name ${NO_CONTROLS}`;
    const length = countCharacters(name);
    return length < 2 || length > 50 ? 'Your name must have 2 to 50 characters' : null;
  },
  email: ({ email }) => {
    if (email.trim() === '') return 'Enter your e-mail address';
    return email.length > 254 || !EMAIL.test(email)
      ? 'Enter an e-mail address like name@example.com'
      : null;
  },
  company: ({ company }) => {
    if (CONTROLS_OF_A_LINE.test(company)) return `Company ${NO_CONTROLS}`;
    return countCharacters(company) > 255 ? 'Company must have 255 characters or fewer' : null;
  },
  phone: ({ phone }) => {
    if (!PHONE.test(phone)) return 'Use digits, spaces, +, - and brackets only';
    return phone.length > 50 ? 'Phone must have 50 characters or fewer' : null;
  },
  services: ({ services }) => (services.length === 0 ? 'Choose at least one service' : null),
  message: ({ message }) => {
    if (message.trim() === '') return 'Tell us what you need';
    if (countCharacters(message) > MESSAGE_LIMIT) {
      return 'Message must have 10,000 characters or fewer';
    }
    return CONTROLS_OF_A_TEXT.test(message)
      ? 'Tell us what you need, without control characters'
      : null;
  },
};

/** Count a text's characters as the API does. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** Find the mistake of one field; null when there is none. */
export function checkField(name: FieldName, draft: InquiryDraft): string | null {
  return rules[name](draft);
}

/** Find every mistake at once. */
export function checkInquiry(draft: InquiryDraft): Mistakes {
  const mistakes: Mistakes = {};
  for (const name of fieldNames) {
    const mistake = checkField(name, draft);
    if (mistake !== null) mistakes[name] = mistake;
  }
  return mistakes;
}
