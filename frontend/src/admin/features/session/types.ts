/**
 * What the API says about the session.
 */
import type { components } from '@/types/api';

export type Credentials = components['schemas']['Credentials'];
export type Session = components['schemas']['Me'];
