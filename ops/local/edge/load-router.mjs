/**
 * Run infrastructure/router.js outside of CloudFront, as it is.
 *
 * The one import it has is replaced by a stand-in for the module `cloudfront`: a store over a plain
 * object, and a note of the origin that the function chose. Requests are handled one after the
 * other, since the module has one origin for whatever is being handled.
 */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const IMPORT = /^import cf from 'cloudfront';\n/;

/**
 * Load a router.
 *
 * @param {string | URL} path Where its source is.
 * @returns {{ items: Record<string, string>, reads: string[], route: (event: object) => Promise<
 *   { request: object, origin: object | null } | { response: object }> }}
 *   `items` is what the store holds and may be replaced; `reads` are the keys asked for last.
 */
export function loadRouter(path) {
  const source = readFileSync(path, 'utf8');
  if (!IMPORT.test(source)) {
    throw new Error('the router does not begin with the import that CloudFront asks for');
  }
  let origin = null;
  const router = { items: {}, reads: [], route };
  const cf = {
    kvs: () => ({
      get: async (key) => {
        router.reads.push(key);
        if (!Object.hasOwn(router.items, key)) {
          throw new Error('KeyNotFound');
        }
        return router.items[key];
      },
    }),
    updateRequestOrigin: (chosen) => {
      origin = chosen;
    },
  };
  const context = vm.createContext({ cf }, { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext(`'use strict';${source.replace(IMPORT, '\n')}`, context, { filename: 'router.js' });
  const handle = vm.runInContext('handler', context);

  async function route(event) {
    origin = null;
    router.reads = [];
    const answered = await handle(event);
    return 'statusCode' in answered
      ? { response: answered }
      : { request: answered, origin };
  }

  return router;
}
