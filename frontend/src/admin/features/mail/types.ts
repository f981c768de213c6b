/**
 * What the API says about mails.
 */
import type { components } from '@/types/api';

export type MailDetail = components['schemas']['EmailDetail'];
export type MailMetrics = components['schemas']['MailMetricsView'];
export type MailPage = components['schemas']['EmailPage'];
export type MailRates = components['schemas']['Rates'];
export type MailRow = components['schemas']['EmailRow'];
export type LastRetention = components['schemas']['LastRetention'];
export type SuppressedAddress = components['schemas']['SuppressedAddress'];
