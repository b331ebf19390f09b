import type { Case } from './cases.ts'
import { currentTag } from './client.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz'
const changed = 'Tue, 02 Jan 2024 03:04:05 GMT'
const before = 'Tue, 02 Jan 2024 03:04:04 GMT'
const later = 'Fri, 31 Dec 9999 23:59:59 GMT'

/** What the rows below ask for. */
export const libraryFixture: Record<string, string> = {
  'folders/what?/a.txt': 'a',
  'folders/semi;colon/a.txt': 'a',
  'folders/hash#/a.txt': 'a',
  'folders/per%cent/a.txt': 'a',
  'folders/..before/a.txt': 'hidden',
  'folders/behind../a.txt': 'a',
  'mocked/kept.MOCK.json': JSON.stringify([
    {
      body: alphabet,
      headers: {
        ETag: '"own"',
        'Cache-Control': 'max-age=60',
        Expires: later,
        'Content-Location': '/mocked/other',
        Vary: 'Cookie',
        'X-Own': '1',
      },
    },
  ]),
}

type Fields = Case['fields']

function hello(why: string, fields: Fields, status: number, rest?: Partial<Case>): Case {
  return { why, target: '/hello.txt', ...(fields && { fields }), status, ...rest }
}

const whole = { text: alphabet, expect: { 'content-range': null } }

/** Parts in their order, as first and last byte. */
function partsOf(...parts: readonly (readonly [first: number, last: number])[]): RegExp {
  const each = parts.map(
    ([first, last]) =>
      `Content-Range: bytes ${first}-${last}/26\\r\\n\\r\\n${alphabet.slice(first, last + 1)}\\r\\n--`,
  )
  return new RegExp(`^[\\s\\S]*${each.join('[\\s\\S]*')}[\\s\\S]*--\\r\\n$`)
}

const ranges: readonly Case[] = [
  ...(
    [
      ['Jetty: a suffix in a range before it', 'bytes=5-7,15-30,-5', partsOf([5, 7], [15, 25])],
      ['Jetty: the same again and again', 'bytes=5-6,15-16,5-6,15-16', partsOf([5, 6], [15, 16])],
      ['Jetty: two of four at a time', 'bytes=20-21,5-9,0-5,21-24', partsOf([20, 24], [0, 9])],
      ['Jetty: a suffix over others', 'bytes=22-23, 2-3, 6-7, -20', partsOf([6, 25], [2, 3])],
      ['rack: white space between', 'bytes=2-3,   6-8', partsOf([2, 3], [6, 8])],
    ] as const
  ).map(([why, value, text]) => hello(`§15.3.7.2: ${why}`, { Range: value }, 206, { text })),
  ...(
    [
      ['lighttpd: eight that touch', 'bytes=0-1,1-2,2-3,3-4,4-5,5-6,6-7,7-8', 'bytes 0-8/26'],
      ['lighttpd: backwards', 'bytes=6-7,5-6,4-5,3-4,2-3,1-2,0-1', 'bytes 0-7/26'],
      ['starlette: the second reaches into the first', 'bytes=0-5, 3-9', 'bytes 0-9/26'],
      ['Tomcat: the next byte is the next range', 'bytes=0-9,10-10', 'bytes 0-10/26'],
    ] as const
  ).map(([why, value, range]) =>
    hello(`§15.3.7.2: ${why}`, { Range: value }, 206, { expect: { 'content-range': range } }),
  ),
  ...[
    ...['bytes=1-5,1-b,a-5', 'bytes=0F-FF', 'bytes=1-5\t9-11', 'bytes=1--2', 'bytes=1---'],
    ...['bytes=050-001', 'byte=3-10', 'onceuponatime=5-10', 'bytes 1-10', 'bytes1-10'],
    ...['bytes-10', 'bytesX=1-2', 'Xbytes=1-2', 'unknown', 'unknown=', 'bytes: 0-1', '=1-10'],
    ...['bytes=99999999999999999999-50', 'bytes=0-1;', 'bytes=0-1, x', 'bytes="0-1"'],
    ...['bytes=0-1 a', 'bytes=0\u00b2-1', 'none', 'seconds=0-1, bytes=0-1'],
  ].map((value) => hello(`§14.2: Jetty, Tomcat: ignored: ${value}`, { Range: value }, 200, whole)),
  hello(
    '§15.5.17: Tomcat: beyond what any number holds',
    { Range: 'bytes=99999999999999999999-' },
    416,
    {
      expect: { 'content-range': 'bytes */26' },
    },
  ),
  hello('§14.2: starlette: HEAD has no parts', { Range: 'bytes=0-1,4-5' }, 200, {
    method: 'HEAD',
    expect: { 'content-length': '26', 'content-type': 'text/plain; charset=utf-8' },
    text: '',
  }),
  ...['a-b-c', 'W"123"', '"123"W', '"1", "2"', 'W/', '"', '*', later].map((value) =>
    hello(
      `§13.1.5: Tomcat, aiohttp: no validator of it: ${value}`,
      { Range: 'bytes=0-1', 'If-Range': value },
      200,
      whole,
    ),
  ),
  hello(
    '§13.1.5: starlette: one of two tags',
    { Range: 'bytes=0-1', 'If-Range': `${currentTag}, "x"` },
    200,
    {
      ...whole,
    },
  ),
]

const conditions: readonly Case[] = [
  hello(
    '§13.2.2: aiohttp: a range only of what is unmodified',
    {
      'If-Unmodified-Since': before,
      Range: 'bytes=2-',
    },
    412,
  ),
  hello(
    '§13.2.2: aiohttp: and it is',
    { 'If-Unmodified-Since': changed, Range: 'bytes=24-' },
    206,
    {
      text: 'yz',
    },
  ),
  hello(
    '§13.1.1: aiohttp: a tag before a date',
    {
      'If-Match': currentTag,
      'If-Unmodified-Since': 'Fri, 31 Dec 0000 23:59:59 GMT',
    },
    200,
  ),
  hello(
    '§13.1.2: aiohttp: a tag before any date',
    {
      'If-None-Match': '"x"',
      'If-Modified-Since': later,
    },
    200,
  ),
  hello(
    '§13.1.2: tower-http: a tag, though it is modified',
    {
      'If-None-Match': currentTag,
      'If-Modified-Since': before,
    },
    304,
  ),
  hello(
    '§13.1.1: tower-http: no tag, though it is unmodified',
    {
      'If-Match': '"x"',
      'If-Unmodified-Since': later,
    },
    412,
  ),
  hello(
    '§13.1.2: starlette: weak, and another',
    { 'If-None-Match': `W/${currentTag}, "123"` },
    304,
  ),
  hello(
    '§13.1.1: Tomcat: a weak one of another, and it',
    { 'If-Match': `W/"x", ${currentTag}` },
    200,
  ),
  hello('§13.1.1: Tomcat: without white space', { 'If-Match': `"x",${currentTag}` }, 200),
  hello('§13.2.2: Tomcat: both hold', { 'If-Match': currentTag, 'If-None-Match': '"x"' }, 200),
  hello(
    '§13.2.2: Tomcat: the first is asked first',
    { 'If-Match': '"x"', 'If-None-Match': currentTag },
    412,
  ),
  ...[`${currentTag}x`, `x${currentTag}`, `${currentTag} "x"`, `w/${currentTag}`, 'W/', '"'].map(
    (value) => hello(`§8.8.3: Tomcat: no list of tags: ${value}`, { 'If-None-Match': value }, 200),
  ),
  ...[`${currentTag}x`, `${currentTag} x`, 'W', 'W/'].map((value) =>
    hello(`§8.8.3: Tomcat: none to match: ${value}`, { 'If-Match': value }, 412),
  ),
  ...(['PUT', 'DELETE', 'PATCH', 'POST'] as const).flatMap((method) =>
    [['If-Match', '"x"'] as const, ['If-None-Match', '*'] as const].map(([name, value]) =>
      hello(`§13.2.1: Tomcat: ${method} is judged before ${name}`, { [name]: value }, 405, {
        method,
      }),
    ),
  ),
  hello('§13.2.1: Tomcat: OPTIONS has no condition', { 'If-Match': '"x"' }, 204, {
    method: 'OPTIONS',
  }),
]

const folders: readonly Case[] = [
  ...['what%3F', 'semi%3Bcolon', 'hash%23', 'per%25cent', 'behind..'].map((name) => ({
    why: 'Jetty: a folder of this name is led to under it',
    target: `/folders/${name}?a=1`,
    status: 307,
    expect: { location: `/folders/${name}/?a=1` },
  })),
  ...['what%3F', 'semi%3Bcolon', 'semi;colon', 'hash%23', 'per%25cent', 'behind..'].map((name) => ({
    why: 'Jetty: what is in it',
    target: `/folders/${name}/a.txt`,
    status: 200,
    text: 'a',
  })),
]

const nowhere: readonly Case[] = [
  ...['/dir;/a.txt', '/dir/;x=1/a.txt', '/dir/a.txt;v=1', '/dir/..;/hello.txt', '/;/hello.txt'],
  ...['/folders/..before/a.txt', '/dir/%5C..%5C..%5Csecret.txt', '/%5C%5Chost%5Cx'],
  ...['/file:/etc/passwd', '/file:%2F%2F%2Fetc%2Fpasswd', '/url:file:///etc/passwd'],
  ...['/classpath:a', '/WEB-INF/web.xml', '/META-INF/', '/anypath/c%3A/x', '/hello.txt~'],
  ...['/proc/self/environ', '/dev/null', '/etc/passwd', '/~root/', '/hello.txt.bak'],
  ...['/%c2%a0', '/hello.txt%c2%a0', '/hello.txt%e2%80%8b', '/%e2%80%a5/secret.txt'],
  ...[
    '/%ef%bc%8e%ef%bc%8e/secret.txt',
    '/..%e3%80%82/secret.txt',
    '/%25%32%65%25%32%65/secret.txt',
  ],
].map((target) => ({
  why: 'Spring, Jetty, Werkzeug: there is nothing of the kind',
  target,
  status: 404,
  text: /^(?![\s\S]*(?:OUTSIDE|root:|hidden))/,
}))

const codings: readonly Case[] = (
  [
    ['0 with digits', 'gzip;q=0.000', null],
    ['the name of the weight in capitals', 'GZIP;Q=0, br;Q=1', 'br'],
    ['no weight after q', 'gzip;q=, br', 'br'],
    ['a weight below 0', 'gzip;q=-1, zstd', 'zstd'],
    ['a word for a weight', 'gzip;q=high, zstd', 'zstd'],
    ['only one', 'br, *;q=0', 'br'],
    ['identity, and nothing else', 'identity;q=1, *;q=0', null],
    ['* before its name', '*;q=0.5, gzip;q=0.8', 'gzip'],
    ['a comma in front', ', gzip', 'gzip'],
    ['tabs', 'gzip\t;\tq=0.5\t,\tidentity;q=0.1', 'gzip'],
    ['the first of one name', 'gzip;q=0, gzip;q=1', null],
  ] as const
).map(([why, value, coding]) => ({
  why: `§12.4.2: negotiator: ${why}`,
  target: '/coded/all.js',
  fields: { 'Accept-Encoding': value },
  status: 200,
  expect: { 'content-encoding': coding, vary: 'Accept-Encoding' },
}))

const codedErrors: readonly Case[] = ['/nope', '/%', '/api/nope/x'].map((target) => ({
  why: '§12.5.5: redbot: an error that is coded says so, and what it depends on',
  target,
  // Each runtime has a gzip of its own.
  method: 'HEAD',
  fields: { 'Accept-Encoding': 'identity;q=0, gzip' },
  status: target === '/%' ? 400 : 404,
  expect: { 'content-encoding': 'gzip', vary: /\bAccept-Encoding\b/ },
  ofTheMoment: ['transfer-encoding'],
}))

const page = 'http://localhost:5173'

function preflight(why: string, fields: Fields, status: number, expect: Case['expect']): Case {
  return {
    why: `Fetch §4.8: web-platform-tests: ${why}`,
    target: '/api/users',
    method: 'OPTIONS',
    fields: { Origin: page, ...fields },
    status,
    ...(expect && { expect }),
  }
}

const sharing: readonly Case[] = [
  preflight(
    'one header',
    { 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'x-a' },
    204,
    {
      'access-control-allow-headers': 'x-a',
      'access-control-allow-origin': page,
      'access-control-allow-credentials': 'true',
    },
  ),
  preflight('no header', { 'Access-Control-Request-Method': 'POST' }, 204, {
    'access-control-allow-headers': null,
    'access-control-allow-methods': 'GET, POST, HEAD',
  }),
  preflight(
    'what is no list of names is not repeated',
    {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'x-a: 1',
    },
    204,
    { 'access-control-allow-headers': null },
  ),
  preflight('without a method it is no preflight', {}, 204, {
    allow: 'GET, POST, HEAD, OPTIONS',
    'access-control-allow-origin': page,
    'access-control-allow-methods': null,
  }),
  preflight('a page of nobody', { Origin: 'null', 'Access-Control-Request-Method': 'POST' }, 403, {
    'access-control-allow-origin': null,
  }),
  ...[
    'HTTP://LOCALHOST:5173',
    'http://localhost:5173/',
    'http://localhost:5173, http://b',
    'localhost',
    '*',
  ].map(
    (origin): Case => ({
      why: `Fetch §3.2: web-platform-tests: no origin of this machine: ${origin}`,
      target: '/api/users',
      fields: { Origin: origin },
      status: 200,
      expect: { 'access-control-allow-origin': null, vary: 'Origin' },
    }),
  ),
]

const mocked: readonly Case[] = [
  {
    why: '§15.4.5: hono: what a 304 repeats of what a route says',
    target: '/mocked/kept',
    fields: { 'If-None-Match': '"own"' },
    status: 304,
    expect: {
      etag: '"own"',
      'cache-control': 'max-age=60',
      expires: later,
      'content-location': '/mocked/other',
      vary: 'Cookie, Origin',
      'x-own': null,
    },
    text: '',
  },
  {
    why: '§14.2: hono: a part of what a route says',
    target: '/mocked/kept',
    fields: { Range: 'bytes=24-', 'If-Range': '"own"' },
    status: 206,
    expect: { 'content-range': 'bytes 24-25/26', etag: '"own"', 'x-own': '1' },
    text: 'yz',
  },
  {
    why: '§13.1.1: hono: the tag that a route says is the one',
    target: '/mocked/kept',
    fields: { 'If-Match': '"x"' },
    status: 412,
  },
]

/** What a client says of a request beside its line counts for nothing. */
const claims: readonly Case[] = [
  ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((name) =>
    hello(`§9.1: hono: a method is in the request line: ${name}`, { [name]: 'GET' }, 405, {
      method: 'POST',
    }),
  ),
  ...['X-Original-URL', 'X-Rewrite-URL', 'X-Sendfile', 'X-Accel-Redirect'].map((name) =>
    hello(`§7.1: rack: a path is there too: ${name}`, { [name]: '/.env' }, 200, { text: alphabet }),
  ),
  ...(
    [
      ['X-Forwarded-Host', 'evil.example'],
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Prefix', '//evil.example'],
      ['Forwarded', 'host=evil.example;proto=https'],
    ] as const
  ).map(([name, value]) => ({
    why: `§10.2.2: Werkzeug: a Location repeats nothing: ${name}`,
    target: '/dir',
    fields: { [name]: value },
    status: 307,
    expect: { location: '/dir/' },
  })),
  {
    why: '§9.3.1: nor does a query say the method',
    target: '/api/users?_method=DELETE',
    status: 200,
    text: '[{"id":1},{"id":2}]',
  },
  hello(
    'RFC 9111 §5.2.1.7: what only a cache can promise',
    { 'Cache-Control': 'only-if-cached' },
    200,
    {
      text: alphabet,
    },
  ),
  hello('§7.6.2: Max-Forwards is for proxies', { 'Max-Forwards': '0' }, 204, { method: 'OPTIONS' }),
  hello(
    '§5.3: two ranges in two lines are none',
    { Range: ['bytes=0-1', 'bytes=4-5'] },
    200,
    whole,
  ),
  hello(
    '§13.1.3: whitenoise: a date that Firefox 91 sent',
    {
      'If-Modified-Since': 'Fri, 16 Jul 2021 09:09:1626426577S GMT',
    },
    200,
  ),
  hello('§13.1.3: lighttpd: a date and more', { 'If-Modified-Since': `${changed}; foo` }, 200),
  hello('§8.8.3: lighttpd: "*" in quotes is a tag', { 'If-None-Match': '"*"' }, 200),
  hello('§8.8.3: lighttpd: "*" in quotes is not any', { 'If-Match': '"*"' }, 412),
]

/** What the suites of libraries for other languages ask, and nothing before. */
export const libraryCases: readonly Case[] = [
  ...ranges,
  ...conditions,
  ...folders,
  ...nowhere,
  ...codings,
  ...codedErrors,
  ...sharing,
  ...mocked,
  ...claims,
]
