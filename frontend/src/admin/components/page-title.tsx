/**
 * The one h1 of a page, which also names the window and takes the focus after a change of route.
 */
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

import { brand } from '@/config/site';

import classes from './page-title.module.css';

interface PageTitleProps {
  /** The name of the window; the brand is added. */
  title: string;
  /** Whether the heading takes the focus; not on a page that starts in a field. */
  takesFocus?: boolean;
}

/** Show the heading of a page. */
export function PageTitle({ title, takesFocus = true }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  // The first page of a visit keeps the browser's own start of the tab order.
  const isFocused = useRef(takesFocus && key !== 'default');
  useEffect(() => {
    if (isFocused.current) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <title>{`${title} – ${brand.name}`}</title>
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </h1>
    </>
  );
}
