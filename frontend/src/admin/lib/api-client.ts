/**
 * The one door to the API: session cookie, CSRF header, error shape, renewal of a session.
 */
import { releaseHeaders } from '@/config/release';

import { ApiError, NoAnswerError } from './api-errors';
import { waitForRenewal } from './session-renewal';

const API_ROOT = '/api/v1';

const RETRY_SECONDS = 2;
const MILLISECONDS = 1000;

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
  /** What a 401 means: the session ended and is renewed in place, or an answer like any other. */
  whenSignedOut?: 'renew' | 'fail';
  /** What becomes of an answer that leads elsewhere: followed, or given as it is. */
  redirect?: RequestRedirect;
}

/** Make the address of a resource that the browser opens itself, such as a document. */
export function apiUrl(path: string): string {
  return API_ROOT + path;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, signal, redirect = 'follow' } = options;
  const headers = new Headers({ Accept: 'application/json', ...releaseHeaders() });
  if (method !== 'GET') headers.set('X-CSRF', '1');
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  try {
    return await fetch(apiUrl(path), {
      method,
      headers,
      credentials: 'same-origin',
      redirect,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new NoAnswerError(error);
  }
}

async function readError(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('X-Request-Id');
  let answer: { Code?: string; Message?: string; Details?: Record<string, unknown> } = {};
  try {
    answer = (await response.json()) as typeof answer;
  } catch {
    // An error page of something in between: the status is all that can be said.
  }
  return new ApiError(
    response.status,
    answer.Code ?? 'UnreadableAnswer',
    answer.Message ?? `The server answered with status ${String(response.status)}.`,
    answer.Details ?? {},
    requestId,
  );
}

async function answer(path: string, options: RequestOptions): Promise<Response> {
  const response = await send(path, options);
  if (response.status === 401 && options.whenSignedOut !== 'fail') {
    await waitForRenewal('over');
    return answer(path, options);
  }
  if (!response.ok && response.type !== 'opaqueredirect') throw await readError(response);
  return response;
}

/** Send a request and return the body of its answer, which may be empty. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const text = await (await answer(path, options)).text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/**
 * Ask whether a file is ready to be opened at an address of the API.
 *
 * Returns null when it is, or the milliseconds after which to ask again while it is being made.
 */
export async function probeFile(path: string, signal: AbortSignal): Promise<number | null> {
  const response = await answer(path, { signal, redirect: 'manual' });
  if (response.status !== 202) return null;
  const seconds = Number(response.headers.get('Retry-After'));
  return (seconds > 0 ? seconds : RETRY_SECONDS) * MILLISECONDS;
}
