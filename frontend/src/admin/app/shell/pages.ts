/**
 * The pages that the navigation leads to: group, permission, key.
 */
import { IconFileText, IconInbox, IconMail } from '@tabler/icons-react';

import { INQUIRIES_PATH } from '../../features/inquiries/paths';
import { MAIL_PATH } from '../../features/mail/paths';
import { REPORTS_PATH } from '../../features/reports/paths';
import { loadInquiryList, loadMailPage, loadReportList } from '../page-chunks';

export interface NavigationPage {
  path: string;
  label: string;
  icon: typeof IconInbox;
  /** Who lacks it does not see the entry; the page itself says so too. */
  permission: string;
  /** The keys that lead there, one after the other. */
  keys: string;
  prefetch?: () => Promise<unknown>;
}

interface PageGroup {
  title: string;
  pages: readonly NavigationPage[];
}

export const PAGE_GROUPS: readonly PageGroup[] = [
  {
    title: 'Work',
    pages: [
      {
        path: INQUIRIES_PATH,
        label: 'Inquiries',
        icon: IconInbox,
        permission: 'inquiries:read',
        keys: 'g i',
        prefetch: loadInquiryList,
      },
      {
        path: REPORTS_PATH,
        label: 'Reports',
        icon: IconFileText,
        permission: 'reports:read',
        keys: 'g r',
        prefetch: loadReportList,
      },
    ],
  },
  {
    title: 'Platform',
    pages: [
      {
        path: MAIL_PATH,
        label: 'E-mail',
        icon: IconMail,
        permission: 'mail:read',
        keys: 'g m',
        prefetch: loadMailPage,
      },
    ],
  },
];

/** List the groups of pages that somebody may open. */
export function groupsFor(permissions: readonly string[]): PageGroup[] {
  return PAGE_GROUPS.map(({ title, pages }) => ({
    title,
    pages: pages.filter(({ permission }) => permissions.includes(permission)),
  })).filter(({ pages }) => pages.length > 0);
}
