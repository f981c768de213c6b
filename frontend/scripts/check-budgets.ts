/**
 * Fail the build when what a page loads at first is larger than its budget.
 *
 * Sizes are kilobytes of 1,000 bytes, compressed as the edge does it; the font is compressed in
 * itself. An admin page loads the entry, the frame around every page but the sign-in, and itself;
 * what it adds to the frame has a budget of its own, and so has each part that a page loads later,
 * such as its charts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Manifest } from 'vite';
import { gzipSync } from 'node:zlib';

import { chunksOf, readManifest } from './manifest';

const DIST = 'dist';
const ADMIN = 'admin.html';
const SHELL = 'src/admin/app/shell/shell.tsx';
const SIGN_IN = 'src/admin/app/pages/sign-in-page.tsx';
const CHARTS = 'src/admin/components/stacked-bars.tsx';

const kinds = ['html', 'css', 'js', 'font'] as const;

type Kind = (typeof kinds)[number];
type Budget = Record<Kind, number>;

const PUBLIC_BUDGET: Budget = { html: 8, css: 6, js: 5, font: 26 };
const STATUS_BUDGET: Budget = { html: 4, css: 6, js: 4, font: 26 };
const ADMIN_BUDGET: Budget = { html: 1, css: 36, js: 230, font: 26 };
const ADMIN_PAGE_BUDGET: Budget = { html: 0, css: 4, js: 30, font: 0 };
const CHARTS_BUDGET: Budget = { html: 0, css: 4, js: 145, font: 0 };

interface Load {
  name: string;
  files: string[];
  budget: Budget;
}

function kilobytes(path: string): number {
  const content = readFileSync(`${DIST}/${path}`);
  return (path.endsWith('.woff2') ? content : gzipSync(content, { level: 9 })).length / 1000;
}

function kindOf(path: string): Kind {
  if (path.endsWith('.woff2')) return 'font';
  if (path.endsWith('.html')) return 'html';
  return path.endsWith('.css') ? 'css' : 'js';
}

/** Find the files that a file names: a page its scripts and styles, a style sheet its fonts. */
function filesNamedIn(path: string): string[] {
  const text = readFileSync(`${DIST}/${path}`, 'utf8');
  return [...text.matchAll(/["'(]\/(assets\/[^"')]+\.(?:js|css|woff2))["')]/g)].map(
    (match) => match[1] ?? '',
  );
}

function withFonts(files: string[]): string[] {
  const styles = files.filter((file) => file.endsWith('.css'));
  return [...new Set([...files, ...styles.flatMap(filesNamedIn)])];
}

function filesOf(manifest: Manifest, key: string): string[] {
  return chunksOf(manifest, key).flatMap(({ file, css }) => [file, ...(css ?? [])]);
}

/** List the admin area's pages: what it loads lazily, less the frame. */
function adminPages(manifest: Manifest): string[] {
  const lazy = chunksOf(manifest, ADMIN).flatMap(({ dynamicImports }) => dynamicImports ?? []);
  return lazy.filter((key) => key !== SHELL);
}

function publicLoads(): Load[] {
  const pages = readdirSync(DIST).filter((file) => file.endsWith('.html') && file !== ADMIN);
  return pages.map((page) => ({
    name: page,
    files: withFonts([page, ...filesNamedIn(page)]),
    budget: page === 'status.html' ? STATUS_BUDGET : PUBLIC_BUDGET,
  }));
}

function nameOf(key: string): string {
  return key.replace(/^.*\/|\.tsx$/g, '');
}

/** Weigh what a page loads once it is there, less what is there already. */
function partLoads(manifest: Manifest, page: string, loaded: string[]): Load[] {
  const parts = chunksOf(manifest, page).flatMap(({ dynamicImports }) => dynamicImports ?? []);
  const pages = adminPages(manifest);
  return [...new Set(parts)]
    .filter((key) => key !== SHELL && !pages.includes(key))
    .map((key) => ({
      name: `++ ${nameOf(key)}`,
      files: filesOf(manifest, key).filter((file) => !loaded.includes(file)),
      budget: key === CHARTS ? CHARTS_BUDGET : ADMIN_PAGE_BUDGET,
    }));
}

function adminLoads(manifest: Manifest): Load[] {
  const entry = [ADMIN, ...filesNamedIn(ADMIN), ...filesOf(manifest, ADMIN)];
  const shell = [...entry, ...filesOf(manifest, SHELL)];
  return adminPages(manifest).flatMap((key) => {
    const before = key === SIGN_IN ? entry : shell;
    const files = withFonts([...before, ...filesOf(manifest, key)]);
    const added = files.filter((file) => !withFonts(before).includes(file));
    return [
      { name: `admin ${nameOf(key)}`, files, budget: ADMIN_BUDGET },
      { name: `+ ${nameOf(key)}`, files: added, budget: ADMIN_PAGE_BUDGET },
      ...partLoads(manifest, key, files),
    ];
  });
}

function measure(files: string[]): Budget {
  const sizes: Budget = { html: 0, css: 0, js: 0, font: 0 };
  for (const path of files) sizes[kindOf(path)] += kilobytes(path);
  return sizes;
}

/** Print what every page weighs, and fail when one is too heavy. */
export function main(): void {
  for (const { name, files, budget } of [...publicLoads(), ...adminLoads(readManifest())]) {
    const sizes = measure(files);
    const words = kinds.map((kind) => `${kind} ${sizes[kind].toFixed(1)}/${String(budget[kind])}`);
    console.log(`${name.padEnd(22)} ${words.join('  ')} kB`);
    for (const kind of kinds.filter((kind) => sizes[kind] > budget[kind])) {
      console.error(`over budget: ${name}: ${kind} ${sizes[kind].toFixed(1)} kB`);
      process.exitCode = 1;
    }
  }
}
