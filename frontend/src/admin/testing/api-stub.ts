/**
 * A stand-in for the API: answers by method and path, and remembers what was asked.
 */
import { vi } from 'vitest';

interface Asked {
  query: URLSearchParams;
  body: unknown;
}

type Answer = (asked: Asked) => Response | Promise<Response>;

export interface ApiStub {
  /** What was asked, as "GET /auth/me". */
  requests: string[];
  /** The same with their queries, as "GET /admin/reports?status=draft". */
  addresses: string[];
  /** What the last request to a route carried. */
  bodies: Record<string, unknown>;
  answer: (route: string, answer: Answer) => void;
}

/** Make an answer with a body. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'X-Request-Id': 'request-7' } });
}

/** Make an error in the API's shape. */
export function fault(
  status: number,
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): Response {
  return json({ Code: code, Message: message, Details: details }, status);
}

/** Make an answer without a body. */
export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

/** Make the answer of a browser that does not follow a redirect. */
export function redirected(): Response {
  return Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
}

/** Put the stand-in in place of the network. */
export function stubApi(answers: Record<string, Answer>): ApiStub {
  const byRoute = new Map(Object.entries(answers));
  const stub: ApiStub = {
    requests: [],
    addresses: [],
    bodies: {},
    answer: (route, answer) => byRoute.set(route, answer),
  };
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const { pathname, search, searchParams } = new URL(address, 'http://localhost');
    const route = `${init.method ?? 'GET'} ${pathname.replace('/api/v1', '')}`;
    stub.requests.push(route);
    stub.addresses.push(route + search);
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    if (body !== undefined) stub.bodies[route] = body;
    const answer = byRoute.get(route);
    if (answer === undefined) return fault(404, 'NotFound', `No answer for ${route}`);
    return answer({ query: searchParams, body });
  });
  return stub;
}
