/**
 * The one door to the API: session cookie, CSRF header, error shape, renewal of a session.
 */
import { ApiError, NoAnswerError } from './api-errors';
import { waitForRenewal } from './session-renewal';

const API_ROOT = '/api/v1';
const DEFAULT_RETRY_SECONDS = 2;

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH';
  body?: unknown;
  signal?: AbortSignal;
  /** Whether a redirect is an answer like any other; the browser shows no more of it than that. */
  redirect?: 'follow' | 'manual';
  /** What a 401 means: the session ended and is renewed in place, or an answer like any other. */
  whenSignedOut?: 'renew' | 'fail';
}

/** Make the address of a resource that the browser opens itself, such as a document. */
export function apiUrl(path: string): string {
  return API_ROOT + path;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, signal, redirect = 'follow' } = options;
  const headers = new Headers({ Accept: 'application/json' });
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

async function sendSignedIn(path: string, options: RequestOptions): Promise<Response> {
  const response = await send(path, options);
  if (response.status !== 401 || options.whenSignedOut === 'fail') return response;
  await waitForRenewal('over');
  return sendSignedIn(path, options);
}

/** Send a request and return the body of its answer, if it has one. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await sendSignedIn(path, options);
  if (!response.ok) throw await readError(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** How a file stands that the API leads to: null when it is there, else when to ask again. */
export type FileWait = { retrySeconds: number } | null;

/** Ask whether a file is there, without following the API to it. */
export async function requestFile(path: string, signal: AbortSignal): Promise<FileWait> {
  const response = await sendSignedIn(path, { signal, redirect: 'manual' });
  if (response.type === 'opaqueredirect') return null;
  if (response.status !== 202) throw await readError(response);
  return { retrySeconds: Number(response.headers.get('Retry-After') ?? DEFAULT_RETRY_SECONDS) };
}
