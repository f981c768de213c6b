import cf from 'cloudfront';

/*
 * The router: which colour answers a request, and which object of the site's bucket a page is.
 *
 * A CloudFront Function, runtime 2.0, on viewer requests and on viewer responses of pages. What it
 * knows lies in the key-value store that ops/edge/routing.py writes: one read for a request to the
 * API, two for a page. The local edge runs this very file. Written for a runtime of ECMAScript 5.1
 * with const, let, async functions and little more, of 10 KB at most; infrastructure/
 * eslint.config.mjs and tests/router hold both. Source:
 * docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */

const store = cf.kvs();

/* Pages whose own script reads what comes behind their name. */
const ONE_PAGE_FOR = ['/admin', '/status'];

const SECURITY = {
  'cache-control': { value: 'no-store' },
  'content-security-policy': { value: "default-src 'none'; frame-ancestors 'none'" },
  'strict-transport-security': { value: 'max-age=63072000; includeSubDomains' },
  'x-content-type-options': { value: 'nosniff' },
};

async function handler(event) {
  if (event.context.eventType === 'viewer-response') {
    return withOwnStatus(event.response);
  }
  const request = event.request;
  const path = cleanPath(request.uri);
  if (path === null) {
    return refuse(400, 'Bad Request', 'BadPath', 'The path is no path of this site.');
  }
  const routing = await read('routing');
  const name = chooseColour(routing, request, event.viewer.ip);
  // What only the edge may say, and what only the edge may hear.
  delete request.headers['x-origin-secret'];
  delete request.headers['x-colour'];

  const isApi = request.uri === '/health' || request.uri.indexOf('/api/') === 0;
  const colour = name === null ? null : routing.colours[name];
  if (colour === null || (!isApi && !colour.legacy && !colour.release)) {
    return unavailable(isApi);
  }
  if (colour.legacy) {
    return passOn(request, colour, null, isApi);
  }
  if (isApi) {
    if (request.uri === '/health') {
      request.uri = '/api/v1/health';
    }
    return passOn(request, colour, routing.secret, isApi);
  }
  return await findPage(request, path, colour.release);
}

/* Give a value of the store, null when it is not there or no JSON. */
async function read(key) {
  try {
    const text = await store.get(key);
    return JSON.parse(text);
  } catch (error) {
    return null;
  }
}

/* Decode a path and collapse its slashes; null for what could lead elsewhere or is no text. */
function cleanPath(uri) {
  let path;
  try {
    path = decodeURIComponent(uri);
  } catch (error) {
    return null;
  }
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code < 32 || (code > 126 && code < 160) || code === 92) {
      return null;
    }
  }
  const segments = path.split('/').filter(function (segment) {
    return segment !== '';
  });
  if (segments.indexOf('.') >= 0 || segments.indexOf('..') >= 0) {
    return null;
  }
  const end = segments.length > 0 && path.charAt(path.length - 1) === '/' ? '/' : '';
  return '/' + segments.join('/') + end;
}

/*
 * Name the colour of a request, null when there is none: by the header of a verification, by the
 * release of the page that asks, by the cookie that the application set, by the viewer's address.
 * Nobody but a verification gets a colour of weight 0.
 */
function chooseColour(routing, request, address) {
  if (!isObject(routing) || !isObject(routing.colours)) {
    return null;
  }
  const colours = routing.colours;
  const names = Object.keys(colours)
    .sort()
    .filter(function (name) {
      return isObject(colours[name]) && typeof colours[name].domain === 'string';
    });

  const wish = valueOf(request.headers['x-colour']);
  const token = routing.token;
  if (typeof token === 'string' && token !== '' && wish.indexOf(token + '.') === 0) {
    const wanted = wish.slice(token.length + 1);
    return names.indexOf(wanted) >= 0 ? wanted : null;
  }

  const open = names.filter(function (name) {
    return typeof colours[name].weight === 'number' && colours[name].weight > 0;
  });
  const release = valueOf(request.headers['x-site-release']);
  const ofRelease = open.filter(function (name) {
    return release !== '' && colours[name].release === release;
  });
  if (ofRelease.length === 1) {
    return ofRelease[0];
  }
  const kept = valueOf(request.cookies.colour);
  if (open.indexOf(kept) >= 0) {
    return kept;
  }

  // Shares lie side by side in a fixed order: when one grows, nobody moves away from it.
  const point = hash(address) % 100;
  let upTo = 0;
  for (let i = 0; i < open.length; i++) {
    upTo += colours[open[i]].weight;
    if (point < upTo) {
      return open[i];
    }
  }
  return open.length > 0 ? open[open.length - 1] : null;
}

/* FNV-1a of 32 bits, its bits mixed once more, since only the remainder by 100 is used. */
function hash(text) {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) {
    value ^= text.charCodeAt(i);
    value += (value << 1) + (value << 4) + (value << 7) + (value << 8) + (value << 24);
    value >>>= 0;
  }
  value ^= value >>> 15;
  value += (value << 3) + (value << 11);
  value ^= value >>> 13;
  return value >>> 0;
}

/* Send a request to a back end. Behind /api/ the assigned origin is of that kind already. */
function passOn(request, colour, secret, isApi) {
  const origin = { domainName: colour.domain, customHeaders: {} };
  if (colour.path) {
    origin.originPath = colour.path;
  }
  if (typeof secret === 'string') {
    origin.customHeaders['x-origin-secret'] = secret;
  }
  if (!isApi) {
    origin.originAccessControlConfig = { enabled: false };
    origin.customOriginConfig = { port: 443, protocol: 'https', sslProtocols: ['TLSv1.2'] };
  }
  cf.updateRequestOrigin(origin);
  return request;
}

/* Lead to the object of a page or file, or to the release's page for what is not there. */
async function findPage(request, path, release) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const refusal = refuse(
      405,
      'Method Not Allowed',
      'MethodNotAllowed',
      'The site answers GET and HEAD.'
    );
    refusal.headers.allow = { value: 'GET, HEAD' };
    return refusal;
  }
  if (path !== '/' && path.charAt(path.length - 1) === '/') {
    // Collapsed slashes keep the target from being read as another host.
    return redirect(encodeURI(path.slice(0, -1)) + queryOf(request.querystring));
  }
  for (let i = 0; i < ONE_PAGE_FOR.length; i++) {
    if (path.indexOf(ONE_PAGE_FOR[i] + '/') === 0) {
      path = ONE_PAGE_FOR[i];
    }
  }
  const pages = await read('pages.' + release);
  // Without a list nothing is known to be missing; S3 then says it, in its own words.
  const isThere = Array.isArray(pages) ? pages.indexOf(path) >= 0 : /^[\w~/.-]+$/.test(path);
  let object = '/404.html';
  if (isThere) {
    const last = path.slice(path.lastIndexOf('/'));
    object = path === '/' ? '/index.html' : last.indexOf('.') > 0 ? path : path + '.html';
  } else {
    // It is answered in full, so that its own status goes with it.
    delete request.headers['if-none-match'];
    delete request.headers['if-modified-since'];
    delete request.headers.range;
  }
  request.uri = '/releases/' + release + object;
  request.querystring = {};
  request.cookies = {};
  return request;
}

/* S3 answers 200 with whatever it has; the page for what is not there carries its true status. */
function withOwnStatus(response) {
  const own = valueOf(response.headers['x-amz-meta-status']);
  if (own === '404' && response.statusCode === 200) {
    response.statusCode = 404;
    response.statusDescription = 'Not Found';
  }
  delete response.headers['x-amz-meta-status'];
  return response;
}

function redirect(location) {
  const response = answer(308, 'Permanent Redirect', 'text/plain', '');
  response.headers.location = { value: location };
  return response;
}

function refuse(status, description, code, message) {
  const body = JSON.stringify({ Code: code, Message: message, Details: {} });
  return answer(status, description, 'application/json', body);
}

/* Say that nothing is deployed, or that what the store has is no routing. */
function unavailable(isApi) {
  const message = 'The site is not available at the moment. Please try again in a minute.';
  const page =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not available</title>' +
    '<h1>Not available</h1><p>' +
    message +
    '</p></html>';
  const response = isApi
    ? refuse(503, 'Service Unavailable', 'Unavailable', message)
    : answer(503, 'Service Unavailable', 'text/html; charset=utf-8', page);
  response.headers['retry-after'] = { value: '30' };
  return response;
}

function answer(status, description, type, body) {
  return {
    statusCode: status,
    statusDescription: description,
    headers: Object.assign({ 'content-type': { value: type } }, SECURITY),
    body: { encoding: 'text', data: body },
  };
}

function queryOf(querystring) {
  const parts = [];
  Object.keys(querystring).forEach(function (name) {
    const item = querystring[name];
    (item.multiValue || [item]).forEach(function (each) {
      parts.push(each.value === '' ? name : name + '=' + each.value);
    });
  });
  return parts.length > 0 ? '?' + parts.join('&') : '';
}

function valueOf(field) {
  return isObject(field) && typeof field.value === 'string' ? field.value : '';
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}
