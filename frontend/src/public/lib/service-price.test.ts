/**
 * Prices in the words of the site.
 */
import { expect, it } from 'vitest';

import { describePrice } from './service-price';

it('says a base fee and what comes on top', () => {
  const price = { base_usd: 1500, unit_usd: 50, unit: 'server or application' };

  expect(describePrice(price)).toEqual({
    price: 'from $1,500',
    addition: '+ $50 per server or application',
  });
});

it('says only the unit price when there is no base fee', () => {
  const price = { base_usd: 0, unit_usd: 125, unit: 'hour' };

  expect(describePrice(price)).toEqual({ price: '$125 per hour', addition: null });
});

it('says that a service without a price is on request', () => {
  expect(describePrice(null)).toEqual({ price: 'on request', addition: null });
});
