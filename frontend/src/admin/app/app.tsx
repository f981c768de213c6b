/**
 * What every page of the admin area stands in: theme, answers of the API, routes.
 */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';

import { createQueryClient } from '../lib/query-client';
import { colorSchemeManager } from './color-scheme';
import { adminRoutes } from './routes';
import { cssVariablesResolver, theme } from './theme';

const queryClient = createQueryClient();
const router = createBrowserRouter(adminRoutes(queryClient));

/** Show the admin area. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
