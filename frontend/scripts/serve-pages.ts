/**
 * Serve the public pages while they are worked on: each is rendered anew at every request.
 *
 * The paths are those of the edge: everything below /status is one page, everything below /admin
 * the admin area.
 */
import type { Plugin, ViteDevServer } from 'vite';

type RenderModule = typeof import('../src/public/app/render-page');

const RENDER_MODULE = '/src/public/app/render-page.tsx';

interface RenderedPage {
  status: 200 | 404;
  html: string;
}

async function renderForDevelopment(server: ViteDevServer, path: string): Promise<RenderedPage> {
  const { findPage, renderPage } = (await server.ssrLoadModule(RENDER_MODULE)) as RenderModule;
  const page = findPage(path);
  const html = renderPage(page, (entries) => ({
    scripts: ['/@vite/client', ...entries.map((entry) => `/src/public/entries/${entry}.ts`)],
    preloads: [],
    styles: ['/src/public/styles/site.css'],
    font: '/src/styles/inter-latin.woff2',
  }));
  return { status: page.file === '404.html' ? 404 : 200, html };
}

/** Make the plugin that answers page requests of the development server. */
export function servePages(): Plugin {
  return {
    name: 'serve-pages',
    apply: 'serve',
    configureServer(server) {
      const proxied = Object.keys(server.config.server.proxy ?? {});
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        if (path === '/admin' || path.startsWith('/admin/')) {
          request.url = '/admin.html';
          next();
          return;
        }
        const isPage = request.headers.accept?.includes('text/html') === true && !path.includes('.');
        if (!isPage || proxied.some((prefix) => path.startsWith(prefix))) {
          next();
          return;
        }
        renderForDevelopment(server, path).then(
          ({ status, html }) => {
            response.statusCode = status;
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
