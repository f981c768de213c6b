/**
 * Turn pages into HTML. The build writes the result to files, the development server sends it.
 */
import { renderToStaticMarkup } from 'react-dom/server';

import { IconSprite } from '../components/icon';
import { Document, type PageAssets } from './document';
import { pages, type EntryName, type Page } from './pages';
import { SiteShell } from './site-shell';

export { pages, type Page };

/** Find the page of a path, as the edge does: one page for all below it, or the page for errors. */
export function findPage(path: string): Page {
  const isAnsweredBy = (page: Page): boolean =>
    page.path.endsWith('/*')
      ? `${path}/`.startsWith(page.path.slice(0, -1))
      : page.path === path;
  const page = pages.find(isAnsweredBy) ?? pages.find(({ file }) => file === '404.html');
  if (page === undefined) throw new Error('The site has no page for errors.');
  return page;
}

/** Render a page with the files of its entries. */
export function renderPage(
  page: Page,
  findAssets: (entries: readonly EntryName[]) => PageAssets,
): string {
  const Content = page.content;
  const body = renderToStaticMarkup(
    <SiteShell path={page.path}>
      <Content />
    </SiteShell>,
  );
  const sprite = renderToStaticMarkup(<IconSprite markup={body} />);
  const html = renderToStaticMarkup(
    <Document
      title={page.title}
      description={page.description}
      isIndexed={page.isIndexed}
      assets={findAssets(page.entries)}
      body={body + sprite}
    />,
  );
  return `<!doctype html>${html}\n`;
}
