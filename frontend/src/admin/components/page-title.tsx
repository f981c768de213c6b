/**
 * The one h1 of a page, which also names the window and takes the focus after a change of route.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';

import { brand } from '@/config/site';

import classes from './page-title.module.css';

interface PageTitleProps {
  /** The name of the window; the brand is added. */
  title: string;
  children?: ReactNode;
}

/** Show the heading of a page. */
export function PageTitle({ title, children }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  // The first page of a visit keeps the browser's own start of the tab order.
  const isFirstPage = useRef(key === 'default');
  useEffect(() => {
    if (!isFirstPage.current) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <title>{`${title} – ${brand.name}`}</title>
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {children ?? title}
      </h1>
    </>
  );
}
