/**
 * What every request of the admin area carries.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { FakeApi } from '@/testing/fake-api';

import { request } from './api-client';

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi().answer(200, {});
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.head.innerHTML = '';
});

it('names the release that the page was deployed with', async () => {
  document.head.innerHTML = '<meta name="release" content="3f2a90bc11de">';

  await request('/admin/inquiries');

  expect(api.requests[0]?.headers.get('X-Site-Release')).toBe('3f2a90bc11de');
});

it('names no release on a page that was not deployed', async () => {
  await request('/admin/inquiries');

  expect(api.requests[0]?.headers.has('X-Site-Release')).toBe(false);
});
