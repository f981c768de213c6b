/** The router, rule by rule, as CloudFront runs it. `node --test tests/router`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { ESLint } from '../../frontend/node_modules/eslint/lib/api.js';
import { loadRouter } from '../../ops/local/edge/load-router.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATH = new URL('../../infrastructure/router.js', import.meta.url);
const TOKEN = 'T'.repeat(43);
const SECRET = 'S'.repeat(43);
const PAGES = ['/', '/contact', '/status', '/admin', '/favicon.svg', '/404'];
const BLUE = { weight: 100, domain: 'blue.execute-api.us-east-1.amazonaws.com', path: '/live', release: 'b1' };
const GREEN = { weight: 0, domain: 'green.execute-api.us-east-1.amazonaws.com', path: '/live', release: 'g2' };
const LEGACY = { weight: 0, domain: 'old.example', path: '', legacy: true };

const router = loadRouter(PATH);

function put(colours, more = {}) {
  router.items = {
    routing: JSON.stringify({ colours, token: TOKEN, secret: SECRET }),
    'pages.b1': JSON.stringify(PAGES),
    'pages.g2': JSON.stringify(PAGES),
    ...more,
  };
}

function shares(blue, { legacy = false } = {}) {
  put({
    blue: { ...BLUE, weight: blue },
    green: { ...GREEN, weight: 100 - blue },
    ...(legacy ? { legacy: LEGACY } : {}),
  });
}

function fields(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

function ask(uri, { method = 'GET', headers = {}, cookies = {}, query = {}, ip = '198.51.100.7' } = {}) {
  return router.route({
    version: '1.0',
    context: { eventType: 'viewer-request' },
    viewer: { ip },
    request: {
      method,
      uri,
      querystring: query,
      headers: fields({ host: 'site.example', ...headers }),
      cookies: fields(cookies),
    },
  });
}

/** Name the colour that a request to the API goes to. */
async function colourOf(options = {}) {
  const { origin } = await ask('/api/v1/services', options);
  return origin.domainName.split('.')[0];
}

function addresses(count) {
  return Array.from({ length: count }, (_, n) => `203.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`);
}

describe('which colour', () => {
  test('all viewers go to the colour that has all weight', async () => {
    shares(100);
    for (const ip of addresses(200)) {
      assert.equal(await colourOf({ ip }), 'blue');
    }
  });

  for (const share of [1, 5, 25, 50, 95]) {
    test(`${share} of 100 viewers go to the colour that has so much weight`, async () => {
      shares(100 - share);
      let green = 0;
      for (const ip of addresses(20000)) {
        green += (await colourOf({ ip })) === 'green' ? 1 : 0;
      }
      assert.ok(Math.abs(green / 200 - share) < 1, `${green / 200} %`);
    });
  }

  test('addresses of IPv6 are spread, too', async () => {
    shares(50);
    let green = 0;
    for (let n = 0; n < 4000; n++) {
      green += (await colourOf({ ip: `2001:db8:${n.toString(16)}::1` })) === 'green' ? 1 : 0;
    }
    assert.ok(Math.abs(green / 40 - 50) < 3, `${green / 40} %`);
  });

  for (const [growing, other] of [['blue', 'green'], ['green', 'blue']]) {
    test(`nobody is moved away from ${growing} while its weight grows`, async () => {
      const ips = addresses(1000);
      let before = new Map(ips.map((ip) => [ip, other]));
      for (const weight of [1, 5, 25, 50, 75, 99, 100]) {
        shares(growing === 'blue' ? weight : 100 - weight);
        const after = new Map();
        for (const ip of ips) {
          after.set(ip, await colourOf({ ip }));
          if (before.get(ip) === growing) {
            assert.equal(after.get(ip), growing, `${ip} at ${weight}`);
          }
        }
        before = after;
      }
      assert.deepEqual(new Set(before.values()), new Set([growing]));
    });
  }

  test('the order in which colours are stored moves nobody', async () => {
    for (const ip of addresses(100)) {
      put({ blue: { ...BLUE, weight: 50 }, green: { ...GREEN, weight: 50 } });
      const colour = await colourOf({ ip });
      put({ green: { ...GREEN, weight: 50 }, blue: { ...BLUE, weight: 50 } });
      assert.equal(await colourOf({ ip }), colour);
    }
  });

  test('a viewer keeps the colour of the cookie, whatever the address', async () => {
    shares(95);
    for (const ip of addresses(300)) {
      assert.equal(await colourOf({ ip, cookies: { colour: 'green' } }), 'green');
      assert.equal(await colourOf({ ip, cookies: { colour: 'blue' } }), 'blue');
    }
  });

  for (const cookie of ['green', 'red', '', 'constructor', '__proto__', `${TOKEN}.green`]) {
    test(`the cookie ${JSON.stringify(cookie.slice(-12))} does not lead to a colour without weight`, async () => {
      shares(100);
      assert.equal(await colourOf({ cookies: { colour: cookie } }), 'blue');
    });
  }

  test('the release of the page that asks goes before the cookie', async () => {
    shares(50);
    const options = { headers: { 'x-site-release': 'g2' }, cookies: { colour: 'blue' } };
    for (const ip of addresses(100)) {
      assert.equal(await colourOf({ ...options, ip }), 'green');
    }
  });

  test('the release of a colour without weight leads nowhere', async () => {
    shares(100);
    assert.equal(await colourOf({ headers: { 'x-site-release': 'g2' } }), 'blue');
    assert.equal(await colourOf({ headers: { 'x-site-release': 'unknown' } }), 'blue');
  });

  test('a release that both colours have leaves the choice to the cookie', async () => {
    put({ blue: { ...BLUE, weight: 50 }, green: { ...GREEN, weight: 50, release: 'b1' } });
    const headers = { 'x-site-release': 'b1' };
    assert.equal(await colourOf({ headers, cookies: { colour: 'green' } }), 'green');
    assert.equal(await colourOf({ headers, cookies: { colour: 'blue' } }), 'blue');
  });
});

describe('verification', () => {
  test('the right token leads to any colour, for the API and for pages', async () => {
    shares(100);
    const headers = { 'x-colour': `${TOKEN}.green`, 'x-site-release': 'b1' };
    assert.equal(await colourOf({ headers, cookies: { colour: 'blue' } }), 'green');
    const { request } = await ask('/contact', { headers });
    assert.equal(request.uri, '/releases/g2/contact.html');
  });

  test('a wrong token has no effect', async () => {
    shares(100);
    for (const wrong of [`${TOKEN}x.green`, `${'t'.repeat(43)}.green`, '.green', 'green', `${TOKEN}green`]) {
      assert.equal(await colourOf({ headers: { 'x-colour': wrong } }), 'blue', wrong);
    }
  });

  test('without a token in the store nobody can choose', async () => {
    for (const token of ['', null, undefined, 1]) {
      router.items = { routing: JSON.stringify({ colours: { blue: BLUE, green: GREEN }, token, secret: SECRET }) };
      for (const wish of ['.green', 'null.green', 'undefined.green', '1.green']) {
        assert.equal(await colourOf({ headers: { 'x-colour': wish } }), 'blue');
      }
    }
  });

  test('the right token for a colour that is not there says so', async () => {
    shares(100);
    const { response } = await ask('/api/v1/services', { headers: { 'x-colour': `${TOKEN}.red` } });
    assert.equal(response.statusCode, 503);
  });
});

describe('the way to the API', () => {
  test('a request goes to the stage of the colour with the secret', async () => {
    shares(100);
    const { request, origin } = await ask('/api/v1/inquiries/a%2Fb', {
      method: 'POST',
      query: fields({ cursor: '%3D%26' }),
      cookies: { session: 's' },
    });
    assert.deepEqual({ ...origin, customHeaders: { ...origin.customHeaders } }, {
      domainName: BLUE.domain,
      originPath: '/live',
      customHeaders: { 'x-origin-secret': SECRET },
    });
    assert.equal(request.uri, '/api/v1/inquiries/a%2Fb');
    assert.equal(request.querystring.cursor.value, '%3D%26');
    assert.equal(request.cookies.session.value, 's');
    assert.deepEqual(router.reads, ['routing']);
  });

  test('what only the edge may say is taken from the viewer', async () => {
    shares(100);
    const headers = { 'x-origin-secret': SECRET, 'x-colour': `${TOKEN}.blue`, accept: '*/*' };
    for (const path of ['/api/v1/services', '/contact']) {
      const { request } = await ask(path, { headers });
      assert.deepEqual(Object.keys(request.headers).sort(), ['accept', 'host']);
    }
  });

  test('health is an alias', async () => {
    shares(100);
    assert.equal((await ask('/health')).request.uri, '/api/v1/health');
  });
});

describe('pages', () => {
  for (const [path, object] of [
    ['/', 'index.html'],
    ['/contact', 'contact.html'],
    ['/status', 'status.html'],
    ['/status/01a2-b3', 'status.html'],
    ['/admin', 'admin.html'],
    ['/admin/inquiries/01a2', 'admin.html'],
    ['/favicon.svg', 'favicon.svg'],
    ['//contact', 'contact.html'],
    ['/cont%61ct', 'contact.html'],
    ['/nothing', '404.html'],
    ['/contact.html/x', '404.html'],
    ['/administration', '404.html'],
    ['/releases/g2/index.html', '404.html'],
    ['/%E2%82%AC', '404.html'],
    ['/.vite/manifest.json', '404.html'],
  ]) {
    test(`${path} is ${object}`, async () => {
      shares(100);
      const { request, origin } = await ask(path, { query: fields({ a: 'b' }), cookies: { session: 's' } });
      assert.equal(request.uri, `/releases/b1/${object}`);
      assert.equal(origin, null);
      assert.deepEqual([Object.keys(request.querystring), Object.keys(request.cookies)], [[], []]);
      assert.deepEqual(router.reads, ['routing', 'pages.b1']);
    });
  }

  test('a page and the API calls of its scripts belong to one release', async () => {
    shares(50);
    for (const ip of addresses(200)) {
      const { request } = await ask('/', { ip });
      const release = request.uri.split('/')[2];
      const colour = await colourOf({ ip: '192.0.2.1', headers: { 'x-site-release': release } });
      assert.equal(colour, { b1: 'blue', g2: 'green' }[release]);
    }
  });

  test('the page for what is not there is never answered by 304 or in parts', async () => {
    shares(100);
    const headers = { 'if-none-match': '"e"', 'if-modified-since': 'x', range: 'bytes=0-1' };
    const missing = await ask('/nothing', { headers });
    const there = await ask('/contact', { headers });
    assert.deepEqual(Object.keys(missing.request.headers), ['host']);
    assert.equal(Object.keys(there.request.headers).length, 4);
  });

  test('a slash at the end is dropped without leaving the site', async () => {
    shares(100);
    for (const [path, location] of [
      ['/contact/', '/contact'],
      ['//evil.example//', '/evil.example'],
      ['/a%0d%0aSet-Cookie:x/', null],
      ['/%E2%82%AC/', '/%E2%82%AC'],
    ]) {
      const { response } = await ask(path);
      assert.equal(response.statusCode, location ? 308 : 400, path);
      assert.equal(response.headers.location?.value, location ?? undefined);
    }
    const query = { ...fields({ a: '%20', b: '' }), c: { value: '2', multiValue: [{ value: '1' }, { value: '2' }] } };
    const { response } = await ask('/contact/', { query });
    assert.equal(response.headers.location.value, '/contact?a=%20&b&c=1&c=2');
  });

  test('other methods are refused in words', async () => {
    shares(100);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { response } = await ask('/contact', { method });
      assert.deepEqual([response.statusCode, response.headers.allow.value], [405, 'GET, HEAD']);
      assert.equal(JSON.parse(response.body.data).Code, 'MethodNotAllowed');
    }
    assert.equal((await ask('/contact', { method: 'HEAD' })).request.uri, '/releases/b1/contact.html');
  });

  test('without a list of pages S3 decides what is there', async () => {
    put({ blue: BLUE }, { 'pages.b1': '{' });
    assert.equal((await ask('/contact')).request.uri, '/releases/b1/contact.html');
    assert.equal((await ask('/robots.txt')).request.uri, '/releases/b1/robots.txt');
    assert.equal((await ask('/%E2%82%AC')).request.uri, '/releases/b1/404.html');
  });

  for (const path of ['/../x', '/%2e%2e/x', '/a/..%2f..%2fx', '/./x', '/%ff', '/%', '/a%00', '/a%5cb', '/%7f',
    '/api/v1/%00', '/api/../x', '/api/%2e%2e/x', '/api/v1/%ff', '/assets/../../x']) {
    test(`${path} is refused`, async () => {
      shares(100);
      const { response } = await ask(path);
      assert.equal(response.statusCode, 400);
      assert.equal(JSON.parse(response.body.data).Code, 'BadPath');
    });
  }
});

describe('the status of what S3 answers', () => {
  function answered(statusCode, headers) {
    return router.route({
      context: { eventType: 'viewer-response' },
      request: { uri: '/releases/b1/404.html' },
      response: { statusCode, statusDescription: 'OK', headers: fields(headers), cookies: {} },
    });
  }

  test('the page for what is not there is a 404', async () => {
    const { response } = await answered(200, { 'x-amz-meta-status': '404', etag: '"e"' });
    assert.equal(response.statusCode, 404);
    assert.deepEqual(Object.keys(response.headers), ['etag']);
  });

  test('anything else keeps its status', async () => {
    assert.equal((await answered(200, {})).response.statusCode, 200);
    assert.equal((await answered(304, { 'x-amz-meta-status': '404' })).response.statusCode, 304);
    assert.equal((await answered(200, { 'x-amz-meta-status': '500' })).response.statusCode, 200);
  });
});

describe('a legacy back end', () => {
  test('takes everything with all weight, pages and other methods, too', async () => {
    put({ legacy: { ...LEGACY, weight: 100 }, blue: { ...BLUE, weight: 0 } });
    for (const [path, method] of [['/', 'GET'], ['/contact/', 'POST'], ['/health', 'GET'], ['/api/v1/x', 'PUT']]) {
      const { request, origin } = await ask(path, { method, query: fields({ q: '1' }), cookies: { colour: 'blue' } });
      assert.equal(origin.domainName, 'old.example');
      assert.equal(origin.originPath, undefined);
      assert.deepEqual(Object.keys(origin.customHeaders), []);
      assert.equal(request.uri, path);
      assert.equal(request.querystring.q.value, '1');
    }
    const { origin } = await ask('/');
    assert.equal(origin.originAccessControlConfig.enabled, false);
    assert.equal(origin.customOriginConfig.protocol, 'https');
  });

  test('takes nothing without weight', async () => {
    shares(50, { legacy: true });
    for (const ip of addresses(300)) {
      assert.notEqual(await colourOf({ ip, cookies: { colour: 'legacy' } }), 'old');
    }
  });
});

describe('a routing that is missing or garbled', () => {
  const broken = {
    missing: undefined,
    'no JSON': '{',
    null: 'null',
    'a list': '[]',
    'no colours': '{}',
    'colours are null': '{"colours": null}',
    'no colour': '{"colours": {}}',
    'a colour is null': '{"colours": {"blue": null}}',
    'a colour without a domain': '{"colours": {"blue": {"weight": 100, "release": "b1"}}}',
    'weights are no numbers': '{"colours": {"blue": {"weight": "100", "domain": "b", "release": "b1"}}}',
    'no weight anywhere': '{"colours": {"blue": {"weight": 0, "domain": "b", "release": "b1"}}}',
  };
  for (const [name, text] of Object.entries(broken)) {
    test(`is told by 503: ${name}`, async () => {
      router.items = text === undefined ? {} : { routing: text };
      const api = (await ask('/api/v1/services')).response;
      const page = (await ask('/contact')).response;
      assert.deepEqual([api.statusCode, page.statusCode], [503, 503]);
      assert.deepEqual(Object.keys(JSON.parse(api.body.data)), ['Code', 'Message', 'Details']);
      assert.match(page.headers['content-type'].value, /^text\/html/);
      assert.match(page.body.data, /not available at the moment/);
      assert.equal(page.headers['retry-after'].value, '30');
      assert.equal(page.headers['cache-control'].value, 'no-store');
    });
  }

  test('weights that make less than 100 leave nobody without an answer', async () => {
    put({ blue: { ...BLUE, weight: 1 }, green: { ...GREEN, weight: 1 } });
    for (const ip of addresses(300)) {
      assert.match(await colourOf({ ip }), /blue|green/);
    }
  });

  test('a colour without a release has an API and no pages', async () => {
    put({ blue: { ...BLUE, release: undefined } });
    assert.equal(await colourOf(), 'blue');
    assert.equal((await ask('/')).response.statusCode, 503);
  });
});

describe('the limits of a CloudFront function', () => {
  const eslint = new ESLint({ cwd: ROOT, overrideConfigFile: 'infrastructure/eslint.config.mjs' });

  async function faultsOf(code) {
    const [{ messages }] = await eslint.lintText(code, { filePath: `${ROOT}/infrastructure/router.js` });
    return messages
      .filter(({ ruleId }) => ruleId !== 'no-unused-vars' && ruleId !== 'no-undef')
      .map((each) => `${each.line}: ${each.message}`);
  }

  test('the router has no more than 10 KB and begins with its one import', () => {
    const source = readFileSync(PATH);
    assert.ok(source.length <= 10 * 1024, `${source.length} bytes`);
    assert.ok(source.toString().startsWith("import cf from 'cloudfront';\n"));
  });

  test('the router uses nothing that the runtime lacks', async () => {
    assert.deepEqual(await faultsOf(readFileSync(PATH, 'utf8')), []);
  });

  for (const code of [
    'const a = {}; export default a?.b;',
    'const a = null; console.log(a ?? 1);',
    'class A {} new A();',
    'const { a } = {}; a();',
    'function f(a = 1) { return a; } f();',
    'function f(...a) { return a; } f();',
    'Math.max(...[1]);',
    'for (const a of []) { a(); }',
    'const f = async () => 1; f();',
    'async function f(g) { g(await f()); } f();',
    'async function f() { return async function () {}; } f();',
    'function* f() { yield 1; } f();',
    "import fs from 'node:fs'; fs();",
    "const a = require('http'); a();",
    "fetch('https://example.com');",
    'setTimeout(handler, 1); function handler() {}',
    "eval('1');",
  ]) {
    test(`the rules refuse ${code}`, async () => {
      assert.notDeepEqual(await faultsOf(code), []);
    });
  }
});
