/**
 * The form's fields in the page: what they hold, and which mistakes they show.
 */
import { getElement } from '../../lib/dom';
import { ids } from '../../lib/ids';
import type { FieldName, InquiryDraft, Mistakes } from './fields';
import { controlId, errorId, fieldNames, helpId, isFieldName } from './fields';

type Control = HTMLInputElement | HTMLTextAreaElement;

const TITLE_PREFIX = 'Error: ';

function controlsOf(name: FieldName): Control[] {
  const form = getElement(ids.form, HTMLFormElement);
  return Array.from(form.querySelectorAll<Control>(`[name="${name}"]`));
}

function valueOf(name: Exclude<FieldName, 'services'>): string {
  const value = controlsOf(name)[0]?.value ?? '';
  return name === 'message' ? value : value.trim();
}

/** Read what the visitor has typed and chosen. */
export function readDraft(): InquiryDraft {
  const chosen = controlsOf('services').filter((box) => (box as HTMLInputElement).checked);
  return {
    name: valueOf('name'),
    email: valueOf('email'),
    company: valueOf('company'),
    phone: valueOf('phone'),
    services: chosen.map((box) => box.value),
    message: valueOf('message'),
  };
}

/** Put a draft into the fields. */
export function writeDraft(draft: InquiryDraft): void {
  for (const name of fieldNames) {
    for (const control of controlsOf(name)) {
      if (name === 'services') {
        (control as HTMLInputElement).checked = draft.services.includes(control.value);
      } else {
        control.value = draft[name];
      }
    }
  }
}

/** Give the name of the field that an element belongs to; null when it is none. */
export function fieldOf(element: EventTarget | null): FieldName | null {
  const name = element instanceof HTMLElement ? (element.getAttribute('name') ?? '') : '';
  return isFieldName(name) ? name : null;
}

/** Show a field's mistake, there and in the summary, or with null that it has none. */
export function markField(name: FieldName, mistake: string | null): void {
  const message = getElement(errorId(name));
  message.hidden = mistake === null;
  const words = message.querySelector('span');
  if (words !== null) words.textContent = mistake;
  message.closest('.field')?.classList.toggle('invalid', mistake !== null);
  const controls = controlsOf(name);
  for (const control of controls) {
    if (mistake === null) control.removeAttribute('aria-invalid');
    else control.setAttribute('aria-invalid', 'true');
  }
  // A choice of several is described once, not at every box.
  describe(message.closest('fieldset') ?? controls[0], [helpId(name), errorId(name)]);
  listMistake(name, mistake);
}

function describe(element: Element | undefined, wordIds: string[]): void {
  const shown = wordIds.filter((id) => document.getElementById(id)?.hidden === false);
  if (shown.length > 0) element?.setAttribute('aria-describedby', shown.join(' '));
  else element?.removeAttribute('aria-describedby');
}

/** Keep the summary, and the page's title, to the mistakes that there still are. */
function listMistake(name: FieldName, mistake: string | null): void {
  const summary = getElement(ids.errorSummary);
  const list = summary.querySelector('ul');
  const link = findLink(name);
  // The other items stay as they are, or a screen reader would read all of them again.
  if (mistake === null) {
    link?.parentElement?.remove();
  } else if (link !== null) {
    link.textContent = mistake;
  } else {
    const later = fieldNames.slice(fieldNames.indexOf(name) + 1).map(findLink);
    const next = later.find((other) => other !== null)?.parentElement ?? null;
    list?.insertBefore(createItem(name, mistake), next);
  }
  summary.hidden = list?.firstChild === null;
  const title = document.title.replace(TITLE_PREFIX, '');
  document.title = summary.hidden ? title : TITLE_PREFIX + title;
}

function findLink(name: FieldName): Element | null {
  return getElement(ids.errorSummary).querySelector(`[href="#${controlId(name)}"]`);
}

function createItem(name: FieldName, mistake: string): HTMLLIElement {
  const link = document.createElement('a');
  link.href = `#${controlId(name)}`;
  link.textContent = mistake;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    getElement(controlId(name)).focus();
  });
  const item = document.createElement('li');
  item.append(link);
  return item;
}

/** Show all mistakes in their fields and, focused, in the summary; none takes both away. */
export function showMistakes(mistakes: Mistakes): void {
  for (const name of fieldNames) markField(name, mistakes[name] ?? null);
  const summary = getElement(ids.errorSummary);
  if (!summary.hidden) summary.focus();
}
