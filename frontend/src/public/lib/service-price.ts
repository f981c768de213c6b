/**
 * A service's price in the words of the site.
 */
import type { ServicePrice } from '@/config/site';

const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});

interface PriceWords {
  price: string;
  /** What comes on top, if anything does. */
  addition: string | null;
}

/** Say what a service costs. */
export function describePrice(price: ServicePrice | null): PriceWords {
  if (price === null) return { price: 'on request', addition: null };
  const unitPrice = dollars.format(price.unit_usd);
  if (price.base_usd === 0) return { price: `${unitPrice} per ${price.unit}`, addition: null };
  return {
    price: `from ${dollars.format(price.base_usd)}`,
    addition: `+ ${unitPrice} per ${price.unit}`,
  };
}
