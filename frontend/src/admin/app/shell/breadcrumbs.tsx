/**
 * Where the page stands in the admin area.
 */
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useMatch } from 'react-router';

import { inquiryQuery } from '../../features/inquiries/api/get-inquiry';
import { originAddress, originName, originState, readOrigin } from '../../features/inquiries/list-origin';
import { INQUIRIES_PATH } from '../../features/inquiries/paths';
import { REPORTS_PATH } from '../../features/reports/paths';
import classes from './breadcrumbs.module.css';
import { PAGE_GROUPS } from './pages';

function InquiryCrumb({ inquiryId }: { inquiryId: string }) {
  const { data } = useQuery({ ...inquiryQuery(inquiryId), enabled: false });
  return (
    <li aria-current="page" className={classes.current}>
      {data?.reference ?? 'Inquiry'}
    </li>
  );
}

/** Show the way from the group of the navigation to the page. */
export function Breadcrumbs() {
  const location = useLocation();
  const { pathname } = location;
  const inquiryId = useMatch(`${INQUIRIES_PATH}/:inquiryId/*`)?.params.inquiryId;
  const isEditor = useMatch(`${REPORTS_PATH}/:reportId/edit`) !== null;
  const origin = readOrigin(location.state);
  const group = PAGE_GROUPS.find(({ pages }) =>
    pages.some(({ path }) => pathname === path || pathname.startsWith(`${path}/`)),
  );
  const page = group?.pages.find(({ path }) => pathname === path);
  if (group === undefined) return null;
  return (
    <nav aria-label="Breadcrumb" className={classes.breadcrumbs}>
      <ol>
        <li>{group.title}</li>
        {page !== undefined && (
          <li aria-current="page" className={classes.current}>
            {page.label}
          </li>
        )}
        {inquiryId !== undefined && (
          <>
            <li>
              <Link to={originAddress(origin)} state={originState(origin)}>
                {originName(origin)}
              </Link>
            </li>
            <InquiryCrumb inquiryId={inquiryId} />
          </>
        )}
        {isEditor && (
          <>
            <li>
              <Link to={REPORTS_PATH}>Reports</Link>
            </li>
            <li aria-current="page" className={classes.current}>
              Edit
            </li>
          </>
        )}
      </ol>
    </nav>
  );
}
