/**
 * The site's configuration: brand, promises, services with their prices.
 *
 * It is the file that the API serves its catalogue from, so a page and the API can't disagree.
 */
import content from '../../../chalicelib/site.json';

/** What a service costs; null stands for "on request". */
export interface ServicePrice {
  base_usd: number;
  unit_usd: number;
  unit: string;
}

/** One of the services that an inquiry can be about. */
export interface Service {
  id: string;
  name: string;
  line: string;
  included: readonly string[];
  price: ServicePrice | null;
}

/** Whether brand, prices and promises are still the example's. */
export const isExampleContent: boolean = content.example_content;

export const brand = content.brand;

export const promises = content.promises;

export const services: readonly Service[] = content.services;
