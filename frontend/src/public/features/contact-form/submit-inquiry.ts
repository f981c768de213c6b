/**
 * Send an inquiry to the API.
 */
import { releaseHeaders } from '@/config/release';
import type { InquiryInput, SubmittedInquiry } from '@/types/api';

import type { InquiryDraft, Mistakes } from './fields';
import { isFieldName } from './fields';
import type { NoteName } from './note-names';

const TIME_LIMIT_MS = 30_000;

/** What became of a try to send. */
export type Outcome =
  | { kind: 'sent'; inquiry: SubmittedInquiry }
  | { kind: 'mistakes'; mistakes: Mistakes }
  | { kind: 'not-sent'; reason: Exclude<NoteName, 'slow'> };

/** Submit an inquiry; the same key with the same draft gives the same inquiry. */
export async function submitInquiry(draft: InquiryDraft, idempotencyKey: string): Promise<Outcome> {
  let response: Response;
  try {
    response = await fetch('/api/v1/inquiries', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': idempotencyKey,
        ...releaseHeaders(),
      },
      body: JSON.stringify(toInput(draft)),
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    if (response.status === 201) {
      return { kind: 'sent', inquiry: (await response.json()) as SubmittedInquiry };
    }
    if (response.status === 400) {
      const mistakes = readMistakes(await response.json());
      if (mistakes !== null) return { kind: 'mistakes', mistakes };
    }
  } catch {
    return { kind: 'not-sent', reason: navigator.onLine ? 'failed' : 'offline' };
  }
  if (response.status === 429) return { kind: 'not-sent', reason: 'limited' };
  return { kind: 'not-sent', reason: response.status === 409 ? 'conflict' : 'failed' };
}

function toInput({ company, phone, ...draft }: InquiryDraft): InquiryInput {
  return {
    ...draft,
    services: draft.services as InquiryInput['services'],
    ...(company === '' ? {} : { company }),
    ...(phone === '' ? {} : { phone }),
    source: 'contact_form',
  };
}

/** Read the first message of each field; null when a fault is not about a field of the form. */
function readMistakes(answer: unknown): Mistakes | null {
  const { Details } = answer as { Details?: { fields?: Record<string, string[]> } };
  const mistakes: Mistakes = {};
  for (const [name, messages] of Object.entries(Details?.fields ?? {})) {
    const [message] = messages;
    if (!isFieldName(name) || message === undefined) return null;
    mistakes[name] = message;
  }
  return Object.keys(mistakes).length > 0 ? mistakes : null;
}
