/**
 * The admin area as a test sees it: its own routes, at any address, without animations.
 */
// The pages are chunks that load on demand; a test's clock must not pay for compiling them.
import '../app/pages/inquiry-page';
import '../app/pages/report-editor-page';
import '../app/pages/report-list-page';
import '../app/pages/sign-in-page';
import '../app/shell/notices';
import '../app/shell/shell';
import '../app/shell/shortcut-list';
import '../features/inquiries/components/activity-panel';
import '../features/inquiries/components/delete-inquiry';
import '../features/inquiries/components/filter-bar';
import '../features/inquiries/components/filter-drawer';
import '../features/inquiries/components/inquiry-accordion';
import '../features/inquiries/components/inquiry-list';
import '../features/inquiries/components/mail-panel';
import '../features/inquiries/components/received-days';
import '../features/reports/components/report-document';
import '../features/session/components/renewal-dialog';

import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';

import { adminRoutes } from '../app/routes';
import { createQueryClient } from '../lib/query-client';

// Text areas that grow wait for fonts, which the test's DOM does not know.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });

// A busy machine is no reason to fail.
configure({ asyncUtilTimeout: 5000 });
vi.setConfig({ testTimeout: 20_000 });

// Text areas that grow wait for fonts, which the test's DOM does not know.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });

/** Show the admin area at an address. */
export function renderAdmin(address: string) {
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  const router = createMemoryRouter(adminRoutes(queryClient), { initialEntries: [address] });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return router;
}
