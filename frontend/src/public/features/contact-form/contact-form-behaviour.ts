/**
 * What the contact form does: keep, check, send, and say what became of it.
 */
import { createAfterPress } from '../../lib/after-press';
import { copyTemplate, getElement } from '../../lib/dom';
import { ids } from '../../lib/ids';
import { fieldNames, type FieldName, type InquiryDraft, type Mistakes } from './fields';
import { fieldOf, markField, readDraft, showMistakes, writeDraft } from './form-fields-view';
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
  // What the last try to send found wrong, mended since or not.
  let doubtful: FieldName[] = [];
  const afterPress = createAfterPress();

  if (kept !== null) writeDraft(kept.draft);
  chooseServiceOfAddress();
  showCount();

  form.addEventListener('input', ({ target }) => {
    keepDraft({ draft: readDraft(), idempotencyKey });
    showCount();
    checkAgain(fieldOf(target), { isLeft: false });
  });
  form.addEventListener('focusout', ({ target, relatedTarget }) => {
    const name = fieldOf(target);
    // The boxes of a choice are one field.
    if (name !== fieldOf(relatedTarget)) checkAgain(name, { isLeft: true });
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!isSending) void send();
  });

  async function send(): Promise<void> {
    const draft = readDraft();
    const mistakes = checkInquiry(draft);
    showNote(null);
    tellMistakes(mistakes);
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
      tellMistakes(outcome.mistakes);
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

  function tellMistakes(mistakes: Mistakes): void {
    doubtful = fieldNames.filter((name) => mistakes[name] !== undefined);
    showMistakes(mistakes);
  }

  /** Check a doubtful field: that it is right is shown at once, a mistake when it is left. */
  function checkAgain(name: FieldName | null, { isLeft }: { isLeft: boolean }): void {
    afterPress(() => {
      if (name === null || !doubtful.includes(name)) return;
      const mistake = checkField(name, readDraft());
      // Leaving a field mends nothing: what only the API found wrong stays until it is changed.
      if (isLeft === (mistake !== null)) markField(name, mistake);
    });
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
