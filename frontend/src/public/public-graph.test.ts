/**
 * What the public pages are made of: no Mantine anywhere, and no React in what browsers load.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = 'src';
const ENTRIES = `${SOURCES}/public/entries`;
const IMPORT = /^(?:import|export)\s(?!type\b)(?:[^;]*?\sfrom\s)?'([^']+)'/gm;

function resolveModule(from: string, name: string): string | null {
  const isLocal = name.startsWith('.') || name.startsWith('@/');
  if (!isLocal) return null;
  const base = name.startsWith('@/')
    ? join(SOURCES, name.slice(2))
    : join(dirname(from), name);
  const found = ['', '.ts', '.tsx'].map((ending) => base + ending).find(existsSync);
  if (found === undefined) throw new Error(`${from} imports ${name}, which is not there.`);
  return found;
}

/** Collect every package that a module needs, itself or by others. */
function packagesOf(start: string): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    if (!/\.tsx?$/.test(path)) return;
    for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(IMPORT)) {
      const module = resolveModule(path, name);
      if (module === null) packages.add(name);
      else visit(module);
    }
  };
  visit(resolve(start).replace(`${process.cwd()}/`, ''));
  return packages;
}

it('renders the pages with React and icons only', () => {
  expect([...packagesOf(`${SOURCES}/public/app/render-page.tsx`)].sort()).toEqual([
    '@tabler/icons-react',
    'react-dom/server',
  ]);
});

describe.each(readdirSync(ENTRIES))('the script %s', (entry) => {
  it('needs no package', () => {
    expect([...packagesOf(`${ENTRIES}/${entry}`)]).toEqual([]);
  });
});
