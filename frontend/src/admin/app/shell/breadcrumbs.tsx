/**
 * Where the page stands in the admin area.
 */
import { useQuery } from '@tanstack/react-query';
import { Link, useMatch } from 'react-router';

import { inquiryQuery } from '../../features/inquiries/api/get-inquiry';
import { INQUIRIES_PATH } from '../../features/inquiries/paths';
import classes from './breadcrumbs.module.css';

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
  const list = useMatch(INQUIRIES_PATH);
  const inquiryId = useMatch(`${INQUIRIES_PATH}/:inquiryId/*`)?.params.inquiryId;
  return (
    <nav aria-label="Breadcrumb" className={classes.breadcrumbs}>
      <ol>
        <li>Work</li>
        {list !== null && (
          <li aria-current="page" className={classes.current}>
            Inquiries
          </li>
        )}
        {inquiryId !== undefined && (
          <>
            <li>
              <Link to={INQUIRIES_PATH}>Inquiries</Link>
            </li>
            <InquiryCrumb inquiryId={inquiryId} />
          </>
        )}
      </ol>
    </nav>
  );
}
