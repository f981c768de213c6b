/**
 * What Vite built: which files an entry or a lazy part brings with it.
 */
import { readFileSync } from 'node:fs';
import type { Manifest, ManifestChunk } from 'vite';

const MANIFEST = 'dist/.vite/manifest.json';

/** Read the manifest of the last build. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest;
}

/** Give a module's chunk and all that it imports at once, each of them once. */
export function chunksOf(manifest: Manifest, key: string): ManifestChunk[] {
  const found = new Set<ManifestChunk>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`The build has no ${name}.`);
    if (found.has(chunk)) return;
    found.add(chunk);
    chunk.imports?.forEach(visit);
  };
  visit(key);
  return [...found];
}
