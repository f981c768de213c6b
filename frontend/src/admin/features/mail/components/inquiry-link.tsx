/**
 * The way from a mail to the inquiry that it is about.
 */
import { Link } from 'react-router';

import { usePermission } from '../../../lib/current-user';
import classes from './inquiry-link.module.css';

interface InquiryLinkProps {
  /** Address of the inquiry. */
  to: string;
  /** What the link says, such as the reference of the inquiry. */
  label: string;
  /** More words for those who hear the link alone; they begin with the label. */
  name?: string;
}

/** Show the link, or its words alone to a person who may not open inquiries. */
export function InquiryLink({ to, label, name }: InquiryLinkProps) {
  const mayOpen = usePermission('inquiries:read');
  if (!mayOpen) return <span className={classes.label}>{label}</span>;
  return (
    <Link to={to} className={classes.link} aria-label={name}>
      {label}
    </Link>
  );
}
