/**
 * Write every public page as HTML into the build, with the hashed files of Vite's manifest.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Manifest, ManifestChunk } from 'vite';

import type { PageAssets } from '../src/public/app/document';
import type { EntryName } from '../src/public/app/pages';
import { pages, renderPage } from '../src/public/app/render-page';

const DIST = 'dist';
const MANIFEST = `${DIST}/.vite/manifest.json`;

/** Find the files of a page's entries in a manifest. */
export function findAssets(
  manifest: Manifest,
  entries: readonly EntryName[],
  font: string,
): PageAssets {
  const find = (key: string): ManifestChunk => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`The build has no ${key}.`);
    return chunk;
  };
  const importsOf = (chunk: ManifestChunk): ManifestChunk[] =>
    (chunk.imports ?? []).map(find).flatMap((part) => [part, ...importsOf(part)]);
  const chunks = entries.map((entry) => find(`src/public/entries/${entry}.ts`));
  const parts = chunks.flatMap(importsOf);
  const addresses = (files: string[]): string[] => [...new Set(files)].map((file) => `/${file}`);
  return {
    scripts: addresses(chunks.map(({ file }) => file)),
    preloads: addresses(parts.map(({ file }) => file)),
    styles: addresses([...chunks, ...parts].flatMap(({ css }) => css ?? [])),
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
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest;
  const font = findFont();
  for (const page of pages) {
    const html = renderPage(page, (entries) => findAssets(manifest, entries, font));
    writeFileSync(`${DIST}/${page.file}`, html);
  }
  // The manifest is the builder's, not the visitors'.
  rmSync(`${DIST}/.vite`, { recursive: true });
}
