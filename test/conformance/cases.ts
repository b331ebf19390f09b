import { gzipSync } from 'node:zlib'
import type { WireRequest } from './client.ts'
import { alphabet, changed, oddNames, script } from './fixture.ts'
import { incidentCases } from './incident-cases.ts'
import { libraryCases } from './library-cases.ts'
import { ruleCases } from './rule-cases.ts'
import { shareCases } from './share-cases.ts'
import { suiteCases } from './suite-cases.ts'

/** A field's expected value: exact, a pattern, or `null` for a field that must not be there. */
export type Expected = string | RegExp | null

/** What can be said as a WHATWG Request: the same answer on every runtime, byte for byte. */
export interface Case extends WireRequest {
  /** The section, or the reason. */
  readonly why: string
  /** One status, or several that are as good. */
  readonly status: number | readonly number[]
  readonly expect?: Readonly<Record<string, Expected>>
  /** The whole body, or a pattern of it. */
  readonly text?: string | RegExp
  /** Fields that tell the moment: two answers may differ in them. */
  readonly ofTheMoment?: readonly string[]
}

type Fields = Readonly<Record<string, string>>

const octets = String(alphabet.length)
const strongTag = /^"[^"]+"$/

function get(why: string, target: string, status: Case['status'], rest: Partial<Case> = {}): Case {
  return { why, target, status, ...rest }
}

function range(
  why: string,
  value: string,
  status: number,
  contentRange: Expected,
  text?: string | RegExp,
  fields: Fields = {},
): Case {
  return {
    why,
    target: '/hello.txt',
    fields: { Range: value, ...fields },
    status,
    expect: { 'content-range': contentRange },
    ...(text === undefined ? {} : { text }),
  }
}

const representations: Case[] = [
  get('§8: the fields of a representation', '/hello.txt', 200, {
    expect: {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': octets,
      'accept-ranges': 'bytes',
      'last-modified': changed,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      etag: strongTag,
      'transfer-encoding': null,
    },
    text: alphabet,
  }),
  get('§9.3.2: HEAD has the fields of GET', '/hello.txt', 200, {
    method: 'HEAD',
    expect: { 'content-length': octets, 'content-type': 'text/plain; charset=utf-8' },
    text: '',
  }),
  get('an empty file', '/empty.txt', 200, { expect: { 'content-length': '0' }, text: '' }),
  get('the query is not part of the name', '/hello.txt?v=1', 200, { text: alphabet }),
  get('a folder shows its index', '/site/', 200, {
    expect: { 'content-type': 'text/html; charset=utf-8' },
    text: /site/,
  }),
  get('an index of three letters, as on python and sirv', '/site/old/', 200, { text: 'index.htm' }),
  get('index.html goes before it', '/site/both/', 200, { text: 'index.html' }),
  get('a folder with it has a slash too', '/site/old', 307, {
    expect: { location: '/site/old/' },
  }),
  get('an index has a name of its own', '/site/index.html', 200, { text: /site/ }),
  get('a link inside of the folder is followed', '/link-in', 200, { text: alphabet }),
  get('RFC 8615: .well-known is shown', '/.well-known/acme', 200, { text: 'acme' }),
]

const types: [name: string, type: string][] = [
  ['main.ts', 'text/plain; charset=utf-8'],
  ['movie.ts', 'video/mp2t'],
  ['app.mjs', 'text/javascript; charset=utf-8'],
  ['app.js', 'text/javascript; charset=utf-8'],
  ['main.py', 'text/plain; charset=utf-8'],
  ['Makefile', 'text/plain; charset=utf-8'],
  ['LICENSE', 'text/plain; charset=utf-8'],
  ['unknown', 'application/octet-stream'],
  ['data.json', 'application/json'],
  ['readme.md', 'text/markdown; charset=utf-8'],
  ['mod.wasm', 'application/wasm'],
  ['archive.tar.gz', 'application/gzip'],
]

const mediaTypes = types.map(([name, type]) =>
  get(`§8.3: the media type of ${name}`, `/code/${name}`, 200, {
    expect: { 'content-type': type, 'content-encoding': null },
  }),
)

const names = oddNames.map((name) =>
  get(`the name ${JSON.stringify(name)}`, `/odd/${encodeURIComponent(name)}`, 200, { text: name }),
)

const ranges: Case[] = [
  range('§14.1.2: the first byte', 'bytes=0-0', 206, 'bytes 0-0/26', 'a'),
  range('§14.1.2: from the middle', 'bytes=5-9', 206, 'bytes 5-9/26', 'fghij'),
  range('§14.1.2: to the end', 'bytes=20-', 206, 'bytes 20-25/26', 'uvwxyz'),
  range('§14.1.2: a suffix', 'bytes=-5', 206, 'bytes 21-25/26', 'vwxyz'),
  range('§14.1.2: a suffix longer than the file', 'bytes=-99', 206, 'bytes 0-25/26', alphabet),
  range('§14.1.2: an end past the file', 'bytes=0-99', 206, 'bytes 0-25/26', alphabet),
  range('§14.1: the unit ignores case', 'BYTES=0-1', 206, 'bytes 0-1/26', 'ab'),
  range('§5.6.1.2: empty elements', 'bytes=,0-1,', 206, 'bytes 0-1/26', 'ab'),
  range('§14.1.2: one of two is satisfiable', 'bytes=0-1,99-', 206, 'bytes 0-1/26', 'ab'),
  range('§17.15: overlapping ranges are one', 'bytes=0-,0-', 206, 'bytes 0-25/26', alphabet),
  range('§14.1.2: an empty suffix', 'bytes=-0', 416, 'bytes */26'),
  range('§15.5.17: past the end', 'bytes=99-', 416, 'bytes */26', /^(?!abc)/),
  get('§14.3: a 416 says that there are ranges', '/hello.txt', 416, {
    fields: { Range: 'bytes=99-' },
    expect: { 'accept-ranges': 'bytes' },
  }),
  range('§14.2: first after last is ignored', 'bytes=5-2', 200, null, alphabet),
  range('§14.2: no number', 'bytes=abc', 200, null, alphabet),
  range('§14.2: a tail', 'bytes=0-1x', 200, null, alphabet),
  range('§14.2: another unit', 'items=0-1', 200, null, alphabet),
  range('§14.2: no ranges', 'bytes=', 200, null, alphabet),
  range('§14.2: an empty field', '', 200, null, alphabet),
  range('§14.2: a negative start', 'bytes=--1', 200, null, alphabet),
  range('20 digits', 'bytes=0-99999999999999999999', 206, 'bytes 0-25/26', alphabet),
  range('§17.15: too many ranges', `bytes=${'0-,'.repeat(1000)}`, 200, null, alphabet),
  range('§13.1.5: If-Range with another tag', 'bytes=0-1', 200, null, alphabet, {
    'If-Range': '"other"',
  }),
  range('§13.1.5: If-Range with the date', 'bytes=0-1', 206, 'bytes 0-1/26', 'ab', {
    'If-Range': changed,
  }),
  range('§13.1.5: If-Range with another date', 'bytes=0-1', 200, null, alphabet, {
    'If-Range': 'Tue, 02 Jan 2024 03:04:06 GMT',
  }),
  {
    why: '§14.2: a range is for GET only',
    target: '/hello.txt',
    method: 'HEAD',
    fields: { Range: 'bytes=0-1' },
    status: 200,
    expect: { 'content-length': octets, 'content-range': null },
  },
  {
    why: '§14.6: several ranges are parts, with their length',
    target: '/hello.txt',
    fields: { Range: 'bytes=0-1,4-5' },
    status: 206,
    expect: {
      'content-type': /^multipart\/byteranges; boundary=\S+$/,
      'content-length': /^\d+$/,
      'content-range': null,
    },
    text: /Content-Range: bytes 0-1\/26\r\n\r\nab\r\n--.*\r\n[\s\S]*bytes 4-5\/26\r\n\r\nef\r\n--.*--/,
  },
  get('§14: a range of an empty file', '/empty.txt', [200, 416], { fields: { Range: 'bytes=0-' } }),
]

const preconditions: Case[] = [
  ...[
    ['§13.1.2: any', { 'If-None-Match': '*' }, 304],
    ['§13.1.2: another tag', { 'If-None-Match': '"x"' }, 200],
    ['§13.1.3: not changed since', { 'If-Modified-Since': changed }, 304],
    ['§13.1.3: changed since', { 'If-Modified-Since': 'Tue, 02 Jan 2024 03:04:04 GMT' }, 200],
    ['§5.6.7: RFC 850 date', { 'If-Modified-Since': 'Tuesday, 02-Jan-24 03:04:05 GMT' }, 304],
    ['§5.6.7: asctime date', { 'If-Modified-Since': 'Tue Jan  2 03:04:05 2024' }, 304],
    ['§13.1.3: no date', { 'If-Modified-Since': 'garbage' }, 200],
    [
      '§13.1.3: ignored beside If-None-Match',
      { 'If-None-Match': '"x"', 'If-Modified-Since': changed },
      200,
    ],
    ['§13.1.1: another tag', { 'If-Match': '"x"' }, 412],
    ['§13.1.1: any', { 'If-Match': '*' }, 200],
    ['§13.1.4: changed since', { 'If-Unmodified-Since': 'Tue, 02 Jan 2024 03:04:04 GMT' }, 412],
    ['§13.1.4: not changed since', { 'If-Unmodified-Since': changed }, 200],
    [
      '§13.1.4: ignored beside If-Match',
      { 'If-Match': '*', 'If-Unmodified-Since': 'Mon, 01 Jan 2024 00:00:00 GMT' },
      200,
    ],
    [
      '§13.2.2: a condition comes before the range',
      { 'If-None-Match': '*', Range: 'bytes=0-1' },
      304,
    ],
  ].map(
    ([why, fields, status]) => ({ why, target: '/hello.txt', fields, status }) as unknown as Case,
  ),
  {
    why: '§15.4.5: what a 304 carries',
    target: '/hello.txt',
    fields: { 'If-None-Match': '*' },
    status: 304,
    expect: {
      etag: strongTag,
      'cache-control': 'no-cache',
      'content-length': null,
      'content-type': null,
    },
    text: '',
  },
]

const redirects: Case[] = (
  [
    ['a folder has a slash', '/site', '/site/'],
    ['the query is kept', '/site?a=1&b=//evil.test', '/site/?a=1&b=//evil.test'],
    ['a folder without an index too', '/dir', '/dir/'],
    ['empty segments are none', '//hello.txt', '/hello.txt'],
    ['also in the middle', '/dir//a.txt', '/dir/a.txt'],
    ['RFC 3986 §6.2.2.2: needless escapes', '/%68ello.txt?x=1', '/hello.txt?x=1'],
    ['no open redirect: //', '//example.com', '/example.com/'],
    ['no open redirect: ///', '///example.com', '/example.com/'],
    ['no open redirect: a Host of somebody else', '/dir', '/dir/'],
  ] as const
).map(([why, target, location]) => ({
  why,
  target,
  status: 307,
  expect: { location, 'content-length': '0' },
}))

const absent: Case[] = [
  ...[
    '/nope',
    '/hello.txt/',
    '/HELLO.txt',
    '/hello.TXT',
    '/%252e%252e/secret.txt',
    '/.%252e/.%252e/secret.txt',
    '/link-out',
    '/linkdir/o.txt',
    '/linkdir/',
    '/broken',
    '/loop',
    '/public.txt',
    '/fifo',
    '/.env',
    '/%2eenv',
    '/.git/config',
    '/.well-known/.env',
    '/.well-known-x/a',
    '/api/users.GET.json',
    '/api/near.GET.json.bak',
    '/constructor',
    '/__proto__',
    '/hasOwnProperty',
    '/__STATIC_CONTENT_MANIFEST',
    '/.env::$DATA',
    '/ENV~1',
    '/C:/Windows/win.ini',
    '/foo/c:/x',
    '/%5c*',
    '/[a-z]*',
    '/hello.txt%20',
    '/hello.txt.',
    `/${'n'.repeat(300)}`,
    `/${'n/'.repeat(300)}`,
    '/dir%0d%0aX-Injected:%201',
    '/hello.txt%2f',
    '/private%2fsecret.txt',
    '/private%5csecret.txt',
    '/private./secret.txt',
    '/PRIVATE/secret.txt',
  ].map((target) =>
    get(`not here: ${target.slice(0, 40)}`, target, 404, {
      text: /^(?![\s\S]*(?:OUTSIDE|SECRET))/,
      expect: { 'x-injected': null },
    }),
  ),
  ...[
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/../pub-secret/secret.txt',
    '/..%2fpub-secret/secret.txt',
    '/../outside',
    '/../outside.html',
    '/x/../../secret.txt',
    '/..%20/secret.txt',
  ].map((target) =>
    get(`outside of the folder: ${target}`, target, [400, 404], { text: /^(?![\s\S]*OUTSIDE)/ }),
  ),
  ...['/%', '/%zz', '/%E0%A4%A', '/%c0%ae%c0%ae/secret.txt', '/hello.txt%00.html', '/%A0'].map(
    (target) => get(`no spelling: ${target}`, target, 400),
  ),
  get('§4.1: a URL of 9 000 octets', `/${'a'.repeat(9000)}`, 414),
  get('a linked index that leaves the folder is none', '/linked/', 200, {
    text: /^(?![\s\S]*OUTSIDE)/,
  }),
  get('an error page escapes what was asked', '/%22%3E%3Cscript%3E', 404, {
    fields: { Accept: 'text/html' },
    text: /^(?![\s\S]*<script>)/,
  }),
]

const methods: Case[] = [
  ...['POST', 'PUT', 'DELETE', 'PATCH'].map((method) =>
    get(`§15.5.6: ${method} of a file`, '/hello.txt', 405, {
      method,
      expect: { allow: 'GET, HEAD, OPTIONS' },
      text: /^(?!abc)/,
    }),
  ),
  get('§9.3.7: OPTIONS of a file', '/hello.txt', 204, {
    method: 'OPTIONS',
    expect: { allow: 'GET, HEAD, OPTIONS' },
    text: '',
  }),
  get('§10.2.1: all that a path has', '/api/users', 405, {
    method: 'DELETE',
    expect: { allow: 'GET, POST, HEAD, OPTIONS' },
  }),
  get('a method that nothing here has', '/nope', 404, { method: 'POST' }),
]

const listings: Case[] = [
  get('a listing as a page', '/dir/', 200, {
    fields: { Accept: 'text/html' },
    expect: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': /default-src 'none'/,
    },
    text: /href="\.\/a\.txt"/,
  }),
  get('natural order, folders first', '/dir/?format=text', 200, {
    expect: { 'content-type': 'text/plain; charset=utf-8' },
    text: 'sub/\na.txt\nfile2.txt\nfile10.txt\n',
  }),
  get('a listing as JSON', '/dir/', 200, {
    fields: { Accept: 'application/json' },
    expect: { 'content-type': 'application/json' },
    text: /"name": ?"file10\.txt"/,
  }),
  get('names are escaped', '/odd/', 200, {
    fields: { Accept: 'text/html' },
    text: /^(?![\s\S]*<img src=x)[\s\S]*&lt;img src=x onerror=alert\(1\)&gt;\.txt/,
  }),
  get('what is hidden is not listed', '/?format=text', 200, {
    text: /^(?![\s\S]*(?:\.env|\.git|link-out|linkdir|public\.txt|fifo|broken|loop))/,
  }),
  get('HEAD of a listing', '/dir/?format=text', 200, { method: 'HEAD', text: '' }),
]

const routes: Case[] = [
  get('a route', '/api/users', 200, {
    expect: { 'content-type': 'application/json' },
    text: '[{"id":1},{"id":2}]',
  }),
  get('a route with a slash at its end', '/api/users/', 200, { text: '[{"id":1},{"id":2}]' }),
  get('a route of another method', '/api/users', 201, {
    method: 'POST',
    body: '{}',
    text: '{"id":3}',
  }),
  get('a parameter', '/api/users/7?q=a%22', 200, { text: '{"id":"7","q":"a\\""}' }),
  get('a parameter with a slash from an escape', '/api/users/a%2Fb?q=', 200, {
    text: '{"id":"a/b","q":""}',
  }),
  get('a typed template: what is not there is null', '/api/users/7', 200, {
    text: '{"id":"7","q":null}',
  }),
  get('the name of a route file is a parameter', '/api/users/%5Bid%5D.GET.json?q=', 200, {
    text: '{"id":"[id].GET.json","q":""}',
  }),
  get('a literal before a parameter', '/api/users/me', 200, { text: '{"id":"me"}' }),
  get('204 has no content', '/api/users/7', 204, {
    method: 'DELETE',
    expect: { 'content-length': null },
    text: '',
  }),
  get('the rest of a path', '/api/files/a/b%20c', 200, { text: 'path=a/b c' }),
  get('an optional rest', '/api/any', 200, { method: 'PUT', text: '{"rest":""}' }),
  get('an optional rest, below', '/api/any/x/y', 200, { method: 'PUT', text: '{"rest":"x/y"}' }),
  get('the folder itself', '/api', 200, { text: '{"api":true}' }),
  get('a status of its own', '/api/teapot', 418, { text: 'short and stout' }),
  get('HTML is escaped', '/api/page?q=%3Cscript%3E', 200, { text: '<p>&lt;script&gt;</p>' }),
  get('HEAD of a route', '/api/users', 200, {
    method: 'HEAD',
    expect: { 'content-length': '19' },
    text: '',
  }),
  get('a range of a route', '/api/users', 206, { fields: { Range: 'bytes=0-0' }, text: '[' }),
  get('§14.3: what is filled in anew each time has no parts', '/api/users/7', 200, {
    fields: { Range: 'bytes=0-3' },
    expect: { 'accept-ranges': 'none', 'content-range': null },
    text: '{"id":"7","q":null}',
  }),
  get('a picture with a method word', '/homepage.MOCK.png', 200, {
    expect: { 'content-type': 'image/png' },
  }),
  get('problem details below routes', '/api/nope/x', 404, {
    expect: { 'content-type': 'application/problem+json' },
    text: /"status":404/,
  }),
  get('a page for browsers below routes', '/api/nope/x', 404, {
    fields: { Accept: 'text/html' },
    expect: { 'content-type': 'text/html; charset=utf-8' },
  }),
]

/** What is stored in a coding: `null` is sent as it is. */
const codings: Case[] = (
  [
    ['§12.5.3: the client says none', '/coded/all.js', '', null],
    ['§12.5.3: the one that is asked for', '/coded/all.js', 'gzip', 'gzip'],
    ['§8.4.1: names ignore case', '/coded/all.js', 'GZip', 'gzip'],
    ['§8.4.1.3: the old name of gzip', '/coded/all.js', 'x-gzip', 'gzip'],
    ['the smallest of equals', '/coded/all.js', 'gzip, deflate, br, zstd', 'br'],
    ['zstd too', '/coded/all.js', 'gzip, zstd', 'zstd'],
    ['§12.4.2: the weights decide', '/coded/all.js', 'gzip;q=1, br;q=0.1', 'gzip'],
    ['§12.4.2: 0 is "not acceptable"', '/coded/all.js', 'gzip;q=0', null],
    ['§12.5.3: deflate is not gzip', '/coded/all.js', 'deflate', null],
    ['§12.5.3: * is any', '/coded/all.js', '*', 'br'],
    ['§12.5.3: * is any but those that are named', '/coded/all.js', 'br;q=0, *;q=0.5', 'zstd'],
    ['§12.5.3: identity has a weight', '/coded/all.js', 'identity, gzip;q=0.5', null],
    ['§12.5.3: identity can be refused', '/coded/all.js', 'identity;q=0, gzip', 'gzip'],
    ['a sibling that leaves the folder is none', '/coded/escaping.js', 'gzip', null],
    ['also of a type that nobody knows', '/coded/build.data', 'gzip', 'gzip'],
    ['what is compressed by itself has none', '/coded/photo.png', 'gzip', null],
    ['an archive is what it is', '/coded/archive.tar.gz', 'gzip, br', null],
    ['a sibling has an address of its own', '/coded/all.js.gz', 'gzip', null],
  ] as const
).flatMap(([why, target, value, coding]) =>
  ['GET', 'HEAD'].map((method) => ({
    why,
    target,
    method,
    fields: { 'Accept-Encoding': value },
    status: 200,
    expect: {
      'content-encoding': coding,
      'content-length': /^[1-9]\d*$/,
      'accept-ranges': 'bytes',
      vary: /\.(?:js|data)$/.test(target) ? 'Accept-Encoding' : null,
      etag: coding === null ? strongTag : new RegExp(`^"[^"]+-${coding}"$`),
    },
  })),
)

const codedRepresentations: Case[] = [
  ...['*;q=0', 'identity;q=0', 'identity;q=0, compress'].map((value) =>
    get(`§12.5.3: nothing is acceptable to ${value}`, '/coded/photo.png', 406, {
      fields: { 'Accept-Encoding': value },
      // §12.5.5: the answer depends on it.
      expect: { vary: /\bAccept-Encoding\b/ },
      text: /^(?!let)/,
    }),
  ),
  get('§8.6: the length of what is stored', '/coded/all.js', 200, {
    fields: { 'Accept-Encoding': 'gzip' },
    expect: { 'content-length': String(gzipSync(script).length) },
  }),
  get('§12.5.5: Vary is of the identity too', '/coded/plain.js', 200, {
    expect: { vary: 'Accept-Encoding', 'content-encoding': null },
    text: script,
  }),
  get('§15.4.5: Vary on a 304', '/coded/all.js', 304, {
    fields: { 'Accept-Encoding': 'gzip', 'If-None-Match': '*' },
    expect: { vary: 'Accept-Encoding', etag: /-gzip"$/, 'content-encoding': null },
  }),
  get('§14.2: a range of what is stored in a coding', '/coded/all.js', 206, {
    fields: { 'Accept-Encoding': 'gzip', Range: 'bytes=0-1' },
    expect: {
      'content-encoding': 'gzip',
      'content-range': `bytes 0-1/${gzipSync(script).length}`,
      etag: /-gzip"$/,
    },
  }),
  get(
    'ours: what is made on the way has no parts, so they are of the identity',
    '/coded/plain.js',
    206,
    {
      fields: { 'Accept-Encoding': 'gzip, deflate, br, zstd', Range: 'bytes=0-2' },
      expect: {
        'content-encoding': null,
        'content-range': `bytes 0-2/${script.length}`,
        vary: 'Accept-Encoding',
        etag: strongTag,
      },
      text: 'let',
    },
  ),
  get('§12.5.5: the length in a 416 is that of the coded form', '/coded/all.js', 416, {
    fields: { 'Accept-Encoding': 'gzip', Range: 'bytes=99999-' },
    expect: {
      'content-range': `bytes */${gzipSync(script).length}`,
      vary: 'Accept-Encoding, Accept',
    },
  }),
  get('§14.2: a range of the identity', '/coded/all.js', 206, {
    fields: { Range: 'bytes=0-2' },
    expect: { 'content-encoding': null, 'content-range': `bytes 0-2/${script.length}` },
    text: 'let',
  }),
]

const page = 'http://localhost:5173'
const shared = {
  'access-control-allow-origin': page,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'Location, Link, X-Total-Count, Retry-After, ETag',
  vary: /Origin/,
}
const unshared = {
  'access-control-allow-origin': null,
  'access-control-allow-credentials': null,
}

function preflight(why: string, target: string, status: number, expect: Case['expect']): Case {
  const fields = {
    Origin: page,
    'Access-Control-Request-Method': 'GET',
    'Access-Control-Request-Headers': 'content-type,x-token',
  }
  return { why, target, method: 'OPTIONS', fields, status, ...(expect && { expect }) }
}

const otherOrigins: Case[] = [
  ...(
    [
      ['a route is read by pages of this machine', 'GET', '/api/users', 200],
      ['HEAD too', 'HEAD', '/api/users', 200],
      ['its errors too', 'GET', '/api/nope/x', 404],
      ['what it does not do too', 'DELETE', '/api/users', 405],
      ['what it does too', 'POST', '/api/users', 201],
    ] as const
  ).map(([why, method, target, status]) => ({
    why: `Fetch §3.3: ${why}`,
    method,
    target,
    fields: { Origin: page },
    status,
    expect: shared,
  })),
  get('Fetch §3.3: a file is not read by them', '/hello.txt', 200, {
    fields: { Origin: page },
    expect: unshared,
  }),
  ...[
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'http://localhost@evil.example',
  ].map((origin) =>
    get(`Fetch §3.3: a route is not read by pages of ${origin}`, '/api/users', 200, {
      fields: { Origin: origin },
      expect: { ...unshared, vary: 'Origin' },
    }),
  ),
  get('§12.5.5: the answer depends on who asks, also for who does not say', '/api/users', 200, {
    expect: { vary: 'Origin' },
  }),
  preflight('Fetch §3.3: the methods that the path has', '/api/users', 204, {
    ...shared,
    'access-control-expose-headers': /./,
    'access-control-allow-methods': 'GET, POST, HEAD',
    'access-control-allow-headers': 'content-type,x-token',
  }),
  preflight('Fetch §3.3: for a file', '/hello.txt', 403, unshared),
  ...(
    [
      ['a page of another site sends nothing', 'https://evil.example', 403],
      ['nor does one without a name', 'null', 403],
      ['a page of this machine does', page, 201],
    ] as const
  ).map(([why, origin, status]) =>
    get(`Fetch Metadata §2.4: ${why}`, '/api/users', status, {
      method: 'POST',
      fields: { Origin: origin, 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'text/plain' },
      body: '{}',
    }),
  ),
  ...['/hello.txt', '/api/users', '/nope'].map((target) =>
    get(`§9.3.8: TRACE ${target}`, target, [405, 501], {
      method: 'TRACE',
      fields: { 'X-Secret': 'SHOWN' },
      text: /^(?![\s\S]*SHOWN)/,
    }),
  ),
]

const hosts: Case[] = [
  ...['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evillocalhost'].map(
    (host) =>
      get(`§15.5.20: ${host} is not this server`, '/hello.txt', 421, {
        fields: { Host: host, Accept: 'text/plain' },
        text: new RegExp(`does not answer to "${host}"\\. If .* yours: --allow-host ${host}\\n$`),
      }),
  ),
  ...['localhost', 'LOCALHOST:1', 't1.localhost', '192.0.2.7:8000', '[::1]'].map((host) =>
    get(`no name of somebody else: ${host}`, '/hello.txt', 200, {
      fields: { Host: host },
      text: alphabet,
    }),
  ),
  get('a name that a shell would run is not offered', '/hello.txt', [400, 421], {
    fields: { Host: '$(id)' },
    text: /^(?![\s\S]*--allow-host)/,
  }),
]

export const cases: readonly Case[] = [
  ...hosts,
  ...otherOrigins,
  ...ruleCases,
  ...shareCases,
  ...incidentCases,
  ...suiteCases,
  ...libraryCases,
  ...codings,
  ...codedRepresentations,
  ...representations,
  ...mediaTypes,
  ...names,
  ...ranges,
  ...preconditions,
  ...redirects,
  ...absent,
  ...methods,
  ...listings,
  ...routes,
]
