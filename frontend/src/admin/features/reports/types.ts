/**
 * What the API says about reports.
 */
import type { components } from '@/types/api';

export type Report = components['schemas']['Report'];
export type ReportSummary = components['schemas']['ReportSummary'];
