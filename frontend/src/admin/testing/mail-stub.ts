/**
 * The stand-in for the API with mails to show, and how tests ask what it was asked.
 */
import { json, stubApi, type ApiStub } from './api-stub';
import { makeSession } from './factories';
import {
  makeMailDetail,
  makeMailMetrics,
  makeMailRow,
  makeSuppressedAddress,
} from './mail-factories';

export const LIST = 'GET /admin/mail/events';
export const METRICS = 'GET /admin/mail/metrics';
export const ONE = 'GET /admin/mail/events/inquiry-1.mail-1';
export const SEND = 'POST /admin/mail/events/inquiry-1.mail-1/send';
export const SUPPRESSIONS = 'GET /admin/mail/suppressions';
export const LIFT = 'DELETE /admin/mail/suppressions/suppression-1';

/** Make a session of somebody with some permissions and no others. */
export function sessionWith(...permissions: string[]) {
  const { user, ...session } = makeSession();
  return { ...session, user: { ...user, permissions } };
}

/** Make a page of mails. */
export function mailPage(items = [makeMailRow()], changes = {}) {
  return { items, next_cursor: null, looked_at: null, ...changes };
}

/** Put a stand-in with one mail of each sort in place of the network. */
export function stubMail(answers: Parameters<typeof stubApi>[0] = {}): ApiStub {
  return stubApi({
    'GET /auth/me': () => json(sessionWith('inquiries:read', 'mail:read', 'mail:write')),
    [METRICS]: () => json(makeMailMetrics({ delivered: 532, bounced: 3, failed: 1 })),
    [LIST]: () => json(mailPage()),
    [ONE]: () => json(makeMailDetail()),
    [SUPPRESSIONS]: () => json({ items: [makeSuppressedAddress()] }),
    ...answers,
  });
}

/** Give the query that a route was asked with last. */
export function lastQuery(api: ApiStub, route: string): Record<string, string> {
  const address = api.addresses.findLast((asked) => asked.startsWith(`${route}?`)) ?? '';
  return Object.fromEntries(new URLSearchParams(address.slice(route.length)));
}
