/**
 * Write every public page as HTML into the build, with the hashed files of Vite's manifest.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import type { Manifest } from 'vite';

import type { PageAssets } from '../src/public/app/document';
import type { EntryName } from '../src/public/app/pages';
import { pages, renderPage } from '../src/public/app/render-page';
import { chunksOf, readManifest } from './manifest';

const DIST = 'dist';

/** Find the files of a page's entries in a manifest. */
export function findAssets(
  manifest: Manifest,
  entries: readonly EntryName[],
  font: string,
): PageAssets {
  const chunks = entries.map((entry) => chunksOf(manifest, `src/public/entries/${entry}.ts`));
  const addresses = (files: string[]): string[] => [...new Set(files)].map((file) => `/${file}`);
  return {
    scripts: addresses(chunks.flatMap(([entry]) => (entry ? [entry.file] : []))),
    preloads: addresses(chunks.flatMap(([, ...parts]) => parts.map(({ file }) => file))),
    styles: addresses(chunks.flat().flatMap(({ css }) => css ?? [])),
    font,
  };
}

function findFont(): string {
  const font = readdirSync(`${DIST}/assets`).find((file) => file.endsWith('.woff2'));
  if (font === undefined) throw new Error('The build has no font.');
  return `/assets/${font}`;
}

/** Write the pages. */
export function main(): void {
  const manifest = readManifest();
  const font = findFont();
  for (const page of pages) {
    const html = renderPage(page, (entries) => findAssets(manifest, entries, font));
    writeFileSync(`${DIST}/${page.file}`, html);
  }
}
