/**
 * HTML that was sanitised, shown as a document of its own inside the page.
 *
 * Only `html` fields of the API may come here, and the editor's preview. Wide tables and code scroll by themselves and can
 * be reached by keyboard, links leave the page alone, and headings start below the page's own.
 */
import { useMemo } from 'react';

import classes from './safe-document.module.css';

const TOP_LEVEL = 2;

function headingLevel(heading: Element): number {
  return Number(heading.tagName.slice(1));
}

function lowerHeadings(body: HTMLElement): void {
  const headings = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const top = Math.min(...headings.map(headingLevel));
  for (const heading of headings) {
    const level = Math.min(6, headingLevel(heading) - top + TOP_LEVEL);
    const lowered = body.ownerDocument.createElement(`h${String(level)}`);
    lowered.append(...heading.childNodes);
    heading.replaceWith(lowered);
  }
}

function wrapTables(body: HTMLElement): void {
  for (const [index, table] of [...body.querySelectorAll('table')].entries()) {
    const region = body.ownerDocument.createElement('div');
    region.className = classes.scroll ?? '';
    region.tabIndex = 0;
    region.setAttribute('role', 'region');
    region.setAttribute('aria-label', `Table ${String(index + 1)}`);
    // The API wraps its tables too, under one name for all of them.
    (table.closest('.table-scroll') ?? table).replaceWith(region);
    region.append(table);
  }
}

function prepare(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  lowerHeadings(body);
  wrapTables(body);
  for (const code of body.querySelectorAll('pre')) code.tabIndex = 0;
  for (const link of body.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  return body.innerHTML;
}

/** Show sanitised HTML. */
export function SafeDocument({ html }: { html: string }) {
  const prepared = useMemo(() => prepare(html), [html]);
  return <div className={classes.document} dangerouslySetInnerHTML={{ __html: prepared }} />;
}
