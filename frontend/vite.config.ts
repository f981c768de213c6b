/**
 * How the site is built and served while it is worked on.
 *
 * Settings of the environment, for `npm run dev` only: `PORT`, and `API_ORIGIN` where the API, the
 * local switches and the inbox answer.
 */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

import { servePages } from './scripts/serve-pages.ts';

const { PORT = '5173', API_ORIGIN = 'http://localhost:8000' } = process.env;
const PROXIED = ['/api', '/_local', '/inbox'];

function local(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

export default defineConfig({
  plugins: [react(), servePages()],
  resolve: { tsconfigPaths: true },
  server: {
    port: Number(PORT),
    strictPort: true,
    // The site's configuration stands beside the API that serves it.
    fs: { allow: [local('.'), local('../chalicelib/site.json')] },
    proxy: Object.fromEntries(PROXIED.map((path) => [path, { target: API_ORIGIN }])),
  },
  build: {
    outDir: 'dist',
    // In dist/.vite, which is the builder's and is never served.
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        admin: local('./admin.html'),
        'contact-form': local('./src/public/entries/contact-form.ts'),
        'inquiry-status': local('./src/public/entries/inquiry-status.ts'),
        page: local('./src/public/entries/page.ts'),
      },
    },
  },
  test: {
    include: ['{src,scripts}/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    environmentOptions: {
      // Pages name style sheets and scripts that no test needs.
      happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } },
    },
  },
});
