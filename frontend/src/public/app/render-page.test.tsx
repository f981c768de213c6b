/**
 * The public pages as they are sent: readable without scripts, and clean for a strict policy.
 */
import { describe, expect, it } from 'vitest';

import { brand, services } from '@/config/site';

import { findPage, pages, renderPage, type Page } from './render-page';

const assets = {
  scripts: ['/assets/page.js'],
  preloads: [],
  styles: ['/assets/page.css'],
  font: '/assets/inter.woff2',
};

function render(page: Page): string {
  return renderPage(page, () => assets);
}

function parse(page: Page): Document {
  return new DOMParser().parseFromString(render(page), 'text/html');
}

function attributesOf(page: Page, name: string): string[] {
  return [...parse(page).querySelectorAll(`[${name}]`)].map(
    (element) => element.getAttribute(name) ?? '',
  );
}

describe.each(pages)('$file', (page) => {
  it('has no inline script, style or handler', () => {
    const html = render(page);

    expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:/i);
  });

  it('has one h1 that can be read, a title with the brand, and a description', () => {
    const document = parse(page);

    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.querySelector('h1')?.textContent).not.toBe('');
    expect(document.title).toBe(`${page.title} – ${brand.name}`);
    expect(page.description.length).toBeLessThanOrEqual(160);
  });

  it('gives every id once, and a drawing for every icon', () => {
    const ids = attributesOf(page, 'id');
    const icons = [...render(page).matchAll(/href="#(icon-\w+)"/g)].map((match) => match[1]);

    expect(ids).toEqual([...new Set(ids)]);
    expect(ids).toEqual(expect.arrayContaining([...new Set(icons)]));
  });

  it('links only to what exists', () => {
    for (const href of attributesOf(page, 'href')) {
      if (/^(#|mailto:|\/assets\/|\/favicon)/.test(href)) continue;
      const path = href.replace(/[?#].*/, '');

      expect([...pages.map((other) => other.path), '/admin']).toContain(path);
    }
  });

  it('starts with the skip link and has the landmarks', () => {
    const document = parse(page);

    expect(document.body.firstElementChild?.getAttribute('href')).toBe('#main');
    expect(document.querySelectorAll('header, main, footer')).toHaveLength(3);
    expect(document.documentElement.lang).toBe('en');
  });
});

describe('the start page', () => {
  const text = parse(findPage('/')).body.textContent;

  it.each(services)('says what $name is and contains', ({ name, line, included }) => {
    for (const words of [name, line, ...included]) expect(text).toContain(words);
  });

  it('says that brand and prices are examples', () => {
    expect(text).toContain('Example content');
  });

  it('does not name what comes later', () => {
    expect(text).not.toMatch(/Pricing|Insights|Estimate the price/);
  });

  it('leads from each service to the form with it chosen', () => {
    const links = attributesOf(findPage('/'), 'href');

    for (const { id } of services) expect(links).toContain(`/contact?service=${id}`);
  });
});

describe('the page of an address', () => {
  it.each([
    ['/', 'index.html'],
    ['/contact', 'contact.html'],
    ['/status/0190-ab', 'status.html'],
    ['/status', 'status.html'],
    ['/privacy', 'privacy.html'],
    ['/pricing', '404.html'],
  ])('%s is %s', (path, file) => {
    expect(findPage(path).file).toBe(file);
  });
});
