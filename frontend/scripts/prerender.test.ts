/**
 * Files of a page, found in the manifest of a build.
 */
import { expect, it } from 'vitest';

import { findAssets } from './prerender';

const manifest = {
  'src/public/entries/page.ts': {
    file: 'assets/page.1.js',
    isEntry: true,
    css: ['assets/page.1.css'],
    imports: ['_dom.js'],
  },
  'src/public/entries/contact-form.ts': {
    file: 'assets/contact-form.1.js',
    isEntry: true,
    imports: ['_dom.js'],
  },
  '_dom.js': { file: 'assets/dom.1.js' },
};

it('names scripts, what they share, and the style sheet, each once', () => {
  expect(findAssets(manifest, ['page', 'contact-form'], '/assets/inter.woff2')).toEqual({
    scripts: ['/assets/page.1.js', '/assets/contact-form.1.js'],
    preloads: ['/assets/dom.1.js'],
    styles: ['/assets/page.1.css'],
    font: '/assets/inter.woff2',
  });
});

it('fails when an entry was not built', () => {
  expect(() => findAssets(manifest, ['inquiry-status'], '')).toThrow('The build has no');
});
