/**
 * Valid answers of the API about mails; a test sets only what it is about.
 */
import type { components } from '@/types/api';

type Schemas = components['schemas'];

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Make a row of the monitor. */
export function makeMailRow(changes: Partial<Schemas['EmailRow']> = {}): Schemas['EmailRow'] {
  return {
    id: 'inquiry-1.mail-1',
    inquiry_id: 'inquiry-1',
    reference: 'CP-7K3M-92QD',
    kind: 'customer_confirmation',
    to: 'maria@keller-logistics.example',
    subject: 'We have your inquiry (CP-7K3M-92QD)',
    status: 'delivered',
    at: '2026-11-22T22:04:13Z',
    message_id: 'ses-1',
    reason: null,
    ...changes,
  };
}

/** Make a mail as it was sent. */
export function makeMailDetail(
  changes: Partial<Schemas['EmailDetail']> = {},
): Schemas['EmailDetail'] {
  return {
    ...makeMailRow(),
    id: 'mail-1',
    events: [
      { status: 'queued', at: '2026-11-22T22:04:09Z', reason: null },
      { status: 'sent', at: '2026-11-22T22:04:13Z', reason: null },
      { status: 'delivered', at: '2026-11-22T22:04:22Z', reason: null },
    ],
    text: 'Hello Maria Keller',
    html: '<p>Hello Maria Keller</p>',
    ...changes,
  };
}

/** Make rates from counts; what follows from the counts is worked out as the API does. */
export function makeRates(changes: Partial<Schemas['Rates']> = {}): Schemas['Rates'] {
  const counts = {
    delivered: 0,
    under_way: 0,
    delayed: 0,
    bounced: 0,
    complained: 0,
    failed: 0,
    suppressed: 0,
    ...changes,
  };
  const handedOver = counts.delivered + counts.under_way + counts.bounced;
  const share = (count: number) => (handedOver === 0 ? null : count / handedOver);
  return {
    handed_over: handedOver,
    delivery_rate: share(counts.delivered),
    bounce_rate: share(counts.bounced),
    complaint_rate: share(counts.complained),
    ...counts,
  };
}

/** Make the numbers of some days; all of them happened on the last one. */
export function makeMailMetrics(
  total: Partial<Schemas['Rates']>,
  changes: Partial<Schemas['MailMetricsView']> = {},
): Schemas['MailMetricsView'] {
  const { first_day = '2026-11-16', last_day = '2026-11-22' } = changes;
  const count = (Date.parse(last_day) - Date.parse(first_day)) / DAY_MILLISECONDS + 1;
  const days = Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first_day) + index * DAY_MILLISECONDS).toISOString().slice(0, 10),
  );
  return {
    first_day,
    last_day,
    total: makeRates(total),
    by_kind: [],
    by_day: days.map((day) => ({ ...makeRates(day === last_day ? total : {}), day })),
    suppressed_addresses: 0,
    retention: null,
    ...changes,
  };
}

/** Make a suppressed address. */
export function makeSuppressedAddress(
  changes: Partial<Schemas['SuppressedAddress']> = {},
): Schemas['SuppressedAddress'] {
  return {
    id: 'suppression-1',
    address: 'maria@keller-logistics.example',
    cause: 'bounced',
    reason: 'Permanent bounce, General: smtp; 550 5.1.1 user unknown',
    inquiry_id: 'inquiry-1',
    since: '2026-11-20T10:00:00Z',
    ...changes,
  };
}
