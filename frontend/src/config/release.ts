/**
 * Which release of the site a page belongs to, and how the API is told.
 *
 * Deploying writes the release into the page's head; a page that was not deployed has none. The edge
 * answers a request that names a release by the back end of that release, so that a page and what it
 * asks for fit together while a new one is being rolled out (ops/site/release.py, the edge's router).
 */

/** Give the headers that every request to the API carries. */
export function releaseHeaders(): Record<string, string> {
  const release = document.querySelector<HTMLMetaElement>('meta[name="release"]')?.content;
  return release === undefined || release === '' ? {} : { 'X-Site-Release': release };
}
