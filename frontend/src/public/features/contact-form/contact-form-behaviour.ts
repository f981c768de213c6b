/**
 * What the contact form does: keep, check, send, and say what became of it.
 */
import { copyTemplate, getElement } from '../../lib/dom';
import { ids } from '../../lib/ids';
import type { InquiryDraft } from './fields';
import {
  fieldOf,
  isMarked,
  markField,
  readDraft,
  showMistakes,
  writeDraft,
} from './form-fields-view';
import { createIdempotencyKey, findDraft, forgetDraft, keepDraft } from './inquiry-draft';
import { checkField, checkInquiry, countCharacters, MESSAGE_LIMIT } from './inquiry-rules';
import { noteId, type NoteName } from './note-names';
import { showSentPanel } from './sent-panel-behaviour';
import { submitInquiry } from './submit-inquiry';

const SLOW_AFTER_MS = 8_000;
const COUNT_FROM = 9_000;

/** Attach everything to the form of the page. */
export function attachContactForm(): void {
  const form = getElement(ids.form, HTMLFormElement);
  const kept = findDraft();
  let idempotencyKey = kept?.idempotencyKey ?? createIdempotencyKey();
  let isSending = false;

  if (kept !== null) writeDraft(kept.draft);
  chooseServiceOfAddress();
  showCount();

  form.addEventListener('input', () => {
    keepDraft({ draft: readDraft(), idempotencyKey });
    showCount();
  });
  form.addEventListener('focusout', ({ target }) => {
    checkAgain(target);
  });
  form.addEventListener('change', ({ target }) => {
    if (fieldOf(target) === 'services') checkAgain(target);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!isSending) void send();
  });

  async function send(): Promise<void> {
    const draft = readDraft();
    const mistakes = checkInquiry(draft);
    showNote(null);
    showMistakes(mistakes);
    if (Object.keys(mistakes).length > 0) return;
    if (!navigator.onLine) {
      showNote('offline');
      return;
    }

    isSending = true;
    const stopShowing = showSending();
    const outcome = await submitInquiry(draft, idempotencyKey);
    stopShowing();
    isSending = false;

    if (outcome.kind === 'mistakes') {
      showMistakes(outcome.mistakes);
    } else if (outcome.kind === 'sent') {
      forgetDraft();
      idempotencyKey = createIdempotencyKey();
      showSentPanel(draft, outcome.inquiry, () => {
        startAnother(draft);
      });
    } else {
      // The key belongs to another text, so this text gets one of its own.
      if (outcome.reason === 'conflict') idempotencyKey = createIdempotencyKey();
      keepDraft({ draft, idempotencyKey });
      showNote(outcome.reason);
    }
  }

  function startAnother({ name, email, company, phone }: InquiryDraft): void {
    // Who writes is not asked twice.
    const draft = { name, email, company, phone, services: [], message: '' };
    writeDraft(draft);
    keepDraft({ draft, idempotencyKey });
    showCount();
  }
}

/** Choose the service that a card of the start page led here for. */
function chooseServiceOfAddress(): void {
  const service = new URLSearchParams(location.search).get('service');
  const draft = readDraft();
  if (service === null || draft.services.includes(service)) return;
  writeDraft({ ...draft, services: [...draft.services, service] });
}

/** Check a field that shows a mistake once more. */
function checkAgain(target: EventTarget | null): void {
  const name = fieldOf(target);
  if (name !== null && isMarked(name)) markField(name, checkField(name, readDraft()));
}

function showCount(): void {
  const count = countCharacters(readDraft().message);
  const number = new Intl.NumberFormat('en-US');
  getElement(ids.messageCount).textContent =
    count > COUNT_FROM
      ? `${number.format(count)} of ${number.format(MESSAGE_LIMIT)} characters`
      : '';
}

function showNote(name: NoteName | null): void {
  getElement(ids.formNote).replaceChildren(...(name === null ? [] : [copyTemplate(noteId(name))]));
}

/** Show that the inquiry is on its way; give the function that ends it. */
function showSending(): () => void {
  const button = getElement(ids.sendButton, HTMLButtonElement);
  const words = button.textContent;
  button.textContent = 'Sending…';
  button.setAttribute('aria-disabled', 'true');
  const timer = setTimeout(() => {
    showNote('slow');
  }, SLOW_AFTER_MS);
  return () => {
    clearTimeout(timer);
    showNote(null);
    button.textContent = words;
    button.removeAttribute('aria-disabled');
  };
}
