/**
 * The routes of the admin area. Each page is a chunk of its own; the sign-in page needs none of
 * the shell.
 */
import type { QueryClient } from '@tanstack/react-query';
import { redirect, type LoaderFunctionArgs, type RouteObject } from 'react-router';

import { ApiError } from '../lib/api-errors';
import { sessionQuery } from '../features/session/api/get-session';
import { forgetSession, mayHaveSession } from '../features/session/session-hint';
import {
  loadInquiryList,
  loadInquiryPage,
  loadMailPage,
  loadReportEditor,
  loadReportList,
} from './page-chunks';
import { RootError } from './pages/root-error';
import { SIGN_IN_PATH, rememberTarget, targetAfterSignIn } from './targets';

function requireSession(queryClient: QueryClient) {
  return async ({ request }: LoaderFunctionArgs) => {
    try {
      return await queryClient.query({ ...sessionQuery(), staleTime: 'static' });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      forgetSession();
      return redirect(rememberTarget(new URL(request.url)));
    }
  };
}

function skipSignIn(queryClient: QueryClient) {
  return async ({ request }: LoaderFunctionArgs) => {
    if (!mayHaveSession()) return null;
    try {
      const { user } = await queryClient.query({ ...sessionQuery(), staleTime: 'static' });
      return redirect(targetAfterSignIn(new URL(request.url), user.permissions));
    } catch {
      forgetSession();
      return null;
    }
  };
}

/** Make the routes of the admin area. */
export function adminRoutes(queryClient: QueryClient): RouteObject[] {
  return [
    {
      ErrorBoundary: RootError,
      HydrateFallback: () => null,
      children: [
        {
          path: SIGN_IN_PATH,
          loader: skipSignIn(queryClient),
          lazy: async () => ({ Component: (await import('./pages/sign-in-page')).SignInPage }),
        },
        {
          path: SIGN_IN_PATH,
          loader: requireSession(queryClient),
          lazy: async () => ({ Component: (await import('./shell/shell')).Shell }),
          children: [
            {
              ErrorBoundary: RootError,
              children: [
                {
                  path: 'inquiries',
                  lazy: async () => ({
                    Component: (await loadInquiryList()).InquiryList,
                  }),
                },
                {
                  path: 'inquiries/:inquiryId/:tab?',
                  lazy: async () => ({
                    Component: (await loadInquiryPage()).InquiryPage,
                  }),
                },
                {
                  path: 'reports',
                  lazy: async () => ({
                    Component: (await loadReportList()).ReportListPage,
                  }),
                },
                {
                  path: 'reports/:reportId/edit',
                  lazy: async () => ({
                    Component: (await loadReportEditor()).ReportEditorPage,
                  }),
                },
                {
                  path: 'mail/:tab?',
                  lazy: async () => ({
                    Component: (await loadMailPage()).MailPage,
                  }),
                },
                {
                  path: '*',
                  lazy: async () => ({
                    Component: (await import('./pages/not-found-page')).NotFoundPage,
                  }),
                },
              ],
            },
          ],
        },
      ],
    },
  ];
}
