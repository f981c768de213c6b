/**
 * Fail the build when what a page loads at first is larger than its budget.
 *
 * Sizes are kilobytes of 1,000 bytes, compressed as the edge does it; the font is compressed in
 * itself. The admin area's parts that come later have a budget for each file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = 'dist';

const kinds = ['html', 'css', 'js', 'font'] as const;

type Kind = (typeof kinds)[number];
type Budget = Record<Kind, number>;

const PUBLIC_BUDGET: Budget = { html: 8, css: 6, js: 5, font: 26 };
const STATUS_BUDGET: Budget = { html: 4, css: 6, js: 4, font: 26 };
const ADMIN_BUDGET: Budget = { html: 1, css: 36, js: 230, font: 26 };
const ADMIN_ROUTE_BUDGET = { css: 4, js: 30 };

function kilobytes(path: string): number {
  const content = readFileSync(`${DIST}/${path}`);
  return (path.endsWith('.woff2') ? content : gzipSync(content, { level: 9 })).length / 1000;
}

function kindOf(path: string): Exclude<Kind, 'html'> {
  if (path.endsWith('.woff2')) return 'font';
  return path.endsWith('.css') ? 'css' : 'js';
}

/** Find what a page loads at first: the files that it names, and the fonts that those name. */
function filesOf(page: string): string[] {
  const named = filesNamedIn(page);
  const files = page === 'admin.html' ? [...named, ...assets().filter(isShell)] : named;
  const styles = files.filter((file) => file.endsWith('.css'));
  return [...new Set([...files, ...styles.flatMap(filesNamedIn)])];
}

function filesNamedIn(path: string): string[] {
  const text = readFileSync(`${DIST}/${path}`, 'utf8');
  return [...text.matchAll(/["'(]\/(assets\/[^"')]+\.(?:js|css|woff2))["')]/g)].map(
    (match) => match[1] ?? '',
  );
}

function assets(): string[] {
  return readdirSync(`${DIST}/assets`).map((name) => `assets/${name}`);
}

/** Tell whether a file is the admin area's frame, which every page but the sign-in loads. */
function isShell(path: string): boolean {
  return path.startsWith('assets/shell-');
}

function measurePage(page: string): Budget {
  const sizes: Budget = { html: kilobytes(page), css: 0, js: 0, font: 0 };
  for (const path of filesOf(page)) sizes[kindOf(path)] += kilobytes(path);
  return sizes;
}

function budgetOf(page: string): Budget {
  if (page === 'admin.html') return ADMIN_BUDGET;
  return page === 'status.html' ? STATUS_BUDGET : PUBLIC_BUDGET;
}

/** Print what every page weighs, and fail when one is too heavy. */
export function main(): void {
  const faults: string[] = [];
  const pages = readdirSync(DIST).filter((file) => file.endsWith('.html'));
  for (const page of pages) {
    const sizes = measurePage(page);
    const budget = budgetOf(page);
    for (const kind of kinds) {
      if (sizes[kind] > budget[kind]) {
        faults.push(`${page}: ${kind} ${sizes[kind].toFixed(1)} kB, budget ${String(budget[kind])}`);
      }
    }
    const words = kinds.map((kind) => `${kind} ${sizes[kind].toFixed(1)}/${String(budget[kind])}`);
    console.log(`${page.padEnd(13)} ${words.join('  ')} kB`);
  }
  const first = new Set(pages.flatMap(filesOf));
  for (const path of assets().filter((file) => !first.has(file))) {
    const kind = kindOf(path);
    if (kind === 'font') continue;
    const size = kilobytes(path);
    const most = ADMIN_ROUTE_BUDGET[kind];
    if (size > most) faults.push(`${path}: ${size.toFixed(1)} kB, budget ${String(most)}`);
  }
  for (const fault of faults) console.error(`over budget: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
