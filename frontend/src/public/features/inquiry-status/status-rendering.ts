/**
 * Fill the status page with what the API said.
 */
import type { InquiryProgress } from '@/types/api';

import { copyTemplate, getElement } from '../../lib/dom';
import { ids } from '../../lib/ids';
import { chooseMailWords, headlineId, mailId, type Absence, type Headline } from './states';

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const precisely = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Show where an inquiry stands. */
export function showProgress(progress: InquiryProgress, now: Date): void {
  showHeadline(progress.status, progress);
  showSteps(progress);
  showMail(progress);
  fillSlots(getElement(ids.statusFacts), { reference: progress.reference });
  fillTimes(getElement(ids.statusFacts), { received: progress.received_at });
  for (const item of document.querySelectorAll<HTMLElement>('[data-service]')) {
    item.hidden = !progress.services.includes(item.dataset.service ?? '');
  }
  const reply = getElement(ids.statusReply, HTMLAnchorElement);
  reply.href = `${mailAddress()}?subject=${encodeURIComponent(progress.reference)}`;
  getElement(ids.statusFacts).hidden = false;
  getElement(ids.statusUpdated).textContent = `Last updated ${clock.format(now)}`;
  getElement(ids.status).removeAttribute('aria-busy');
}

/** Show why there is nothing to show; only a passing trouble can be tried again. */
export function showAbsence(absence: Absence, retry: () => void): void {
  showHeadline(absence);
  getElement(ids.statusFacts).hidden = true;
  getElement(ids.statusUpdated).textContent = '';
  getElement(ids.status).removeAttribute('aria-busy');
  if (absence === 'unavailable') getElement(ids.statusRetry).addEventListener('click', retry);
}

/** Show the skeleton again. */
export function showLoading(): void {
  getElement(ids.statusFacts).hidden = false;
  getElement(ids.status).setAttribute('aria-busy', 'true');
}

/** Say that what stands on the page could not be brought up to date. */
export function showStale(lastUpdated: Date): void {
  getElement(ids.statusUpdated).textContent =
    `Last updated ${clock.format(lastUpdated)}. There is no newer answer right now.`;
}

function showHeadline(headline: Headline, progress?: InquiryProgress): void {
  const area = getElement(ids.statusHeadline);
  if (area.dataset.headline !== headline) {
    area.replaceChildren(copyTemplate(headlineId(headline)));
    area.dataset.headline = headline;
  }
  const title = area.querySelector('h1')?.textContent ?? '';
  document.title = document.title.replace(/^.*(?= – )/, title);
  const repliedAt = progress?.timeline.find(({ step }) => step === 'reply')?.at;
  fillTimes(area, { received: progress?.received_at ?? null, replied: repliedAt ?? null });
}

function showSteps({ timeline }: InquiryProgress): void {
  for (const { step, state, at } of timeline) {
    const item = document.querySelector<HTMLElement>(`[data-step="${step}"]`);
    if (item === null) continue;
    item.dataset.state = state;
    item.toggleAttribute('aria-current', false);
    if (state === 'current') item.setAttribute('aria-current', 'step');
    const place = item.querySelector<HTMLElement>('.step-time');
    if (place === null) continue;
    if (at === null) place.textContent = state === 'current' ? 'now' : '';
    else place.replaceChildren(timeElement(at));
  }
}

function showMail({ confirmation }: InquiryProgress): void {
  const line = getElement(ids.statusMail);
  line.replaceChildren(
    copyTemplate(mailId(chooseMailWords(confirmation.state)), { to: confirmation.to }),
  );
  fillTimes(line, { mail: confirmation.at });
}

function fillSlots(area: HTMLElement, texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    for (const slot of area.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = text;
  }
}

function fillTimes(area: HTMLElement, times: Record<string, string | null>): void {
  for (const [name, at] of Object.entries(times)) {
    for (const slot of area.querySelectorAll(`[data-slot="${name}"]`)) {
      slot.replaceChildren(...(at === null ? [] : [timeElement(at)]));
    }
  }
}

function timeElement(at: string): HTMLTimeElement {
  const element = document.createElement('time');
  element.dateTime = at;
  element.textContent = dayAndTime.format(new Date(at));
  element.title = precisely.format(new Date(at));
  return element;
}

function mailAddress(): string {
  return getElement(ids.statusReply, HTMLAnchorElement).href.split('?')[0] ?? '';
}
