/**
 * Serve the public pages while they are worked on: each is rendered anew at every request.
 *
 * The paths are those of the edge: everything below /status is one page, everything below /admin
 * the admin area.
 */
import type { Plugin, ViteDevServer } from 'vite';

type RenderModule = typeof import('../src/public/app/render-page');

const RENDER_MODULE = '/src/public/app/render-page.tsx';

async function renderForDevelopment(server: ViteDevServer, path: string): Promise<string> {
  const { findPage, renderPage } = (await server.ssrLoadModule(RENDER_MODULE)) as RenderModule;
  return renderPage(findPage(path), (entries) => ({
    scripts: ['/@vite/client', ...entries.map((entry) => `/src/public/entries/${entry}.ts`)],
    preloads: [],
    styles: ['/src/public/styles/site.css'],
    font: '/src/styles/inter-latin.woff2',
  }));
}

/** Make the plugin that answers page requests of the development server. */
export function servePages(): Plugin {
  return {
    name: 'serve-pages',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        if (path === '/admin' || path.startsWith('/admin/')) {
          request.url = '/admin.html';
          next();
          return;
        }
        if (request.headers.accept?.includes('text/html') !== true || path.includes('.')) {
          next();
          return;
        }
        renderForDevelopment(server, path).then(
          (html) => {
            response.setHeader('Content-Type', 'text/html; charset=utf-8').end(html);
          },
          (error: unknown) => {
            server.ssrFixStacktrace(error as Error);
            next(error);
          },
        );
      });
    },
  };
}
