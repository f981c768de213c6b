/**
 * The panel that replaces the form when the inquiry has been received.
 */
import type { SubmittedInquiry } from '@/types/api';

import { copyTemplate, getElement } from '../../lib/dom';
import { ids } from '../../lib/ids';
import type { InquiryDraft } from './fields';

const COPIED_FOR_MS = 2_000;

/** Show the panel in the form's place; "Send another inquiry" brings the form back. */
export function showSentPanel(
  draft: InquiryDraft,
  inquiry: SubmittedInquiry,
  startAnother: () => void,
): void {
  const area = getElement(ids.formArea);
  const panel = copyTemplate(ids.sentPanel, {
    'first-name': draft.name.split(/\s+/)[0] ?? draft.name,
    email: draft.email,
    reference: inquiry.reference,
  });
  const form = Array.from(area.children);
  area.replaceChildren(panel);

  getElement(ids.openStatus, HTMLAnchorElement).href = inquiry.status_url;
  const copyButton = getElement(ids.copyReference, HTMLButtonElement);
  // A page without a secure context has no clipboard; the reference can be selected there.
  copyButton.hidden = !('clipboard' in navigator);
  copyButton.addEventListener('click', () => {
    void copyReference(copyButton, inquiry.reference);
  });
  getElement(ids.sendAnother).addEventListener('click', () => {
    area.replaceChildren(...form);
    startAnother();
    focusHeading(area);
  });
  focusHeading(area);
}

async function copyReference(button: HTMLButtonElement, reference: string): Promise<void> {
  await navigator.clipboard.writeText(reference);
  button.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = 'Copy';
  }, COPIED_FOR_MS);
}

function focusHeading(area: HTMLElement): void {
  const heading = area.querySelector<HTMLElement>('h1, h2');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
  heading?.scrollIntoView({ block: 'center' });
}
