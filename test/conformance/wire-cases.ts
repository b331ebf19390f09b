import type { Runtime } from './servers.ts'

/** A status; `null`: the connection is closed without a word. */
type Answered = number | null

/** What only a socket can say, and what each runtime answers. */
export interface WireCase {
  readonly name: string
  /** The section, and why one runtime differs. */
  readonly why: string
  /** The bytes, in latin1. */
  readonly request: string
  readonly answer: Answered | Readonly<Record<Runtime, Answered>>
  /** Whether HTTP/1.1 has no such request: then no answer is a success. */
  readonly isMalformed: boolean
}

/** Something that HTTP/1.1 has not. */
function wrong(
  name: string,
  why: string,
  request: string,
  answer: WireCase['answer'] = 400,
): WireCase {
  return { name, why, request, answer, isMalformed: true }
}

/** Something that HTTP/1.1 has, or that a recipient may take for it. */
function odd(name: string, why: string, request: string, answer: WireCase['answer']): WireCase {
  return { name, why, request, answer, isMalformed: false }
}

function each(node: Answered, bun: Answered, deno: Answered, workers: Answered) {
  return { node, bun, deno, workers }
}

const file = '/hello.txt'
export const host = 'Host: localhost\r\n'
const close = 'Connection: close\r\n'

export function get(target: string, fields = host): string {
  return `GET ${target} HTTP/1.1\r\n${fields}${close}\r\n`
}

function ask(method: string, target = file): string {
  return `${method} ${target} HTTP/1.1\r\n${host}${close}\r\n`
}

function post(fields: string, content = ''): string {
  return `POST /api/users HTTP/1.1\r\n${host}${close}${fields}\r\n${content}`
}

const hosts: readonly WireCase[] = [
  wrong('two hosts', 'RFC 9112 §3.2', get(file, 'Host: a\r\nHost: b\r\n')),
  wrong('two hosts that are one', 'RFC 9112 §3.2', get(file, 'Host: a\r\nHost: a\r\n')),
  wrong('no host in HTTP/1.1', 'RFC 9112 §3.2', get(file, '')),
  wrong('no host but in the target', 'RFC 9112 §3.2', get(`http://localhost${file}`, '')),
  wrong(
    'no field beside a target that names a host',
    'RFC 9112 §3.2: to Deno it looks like HTTP/2',
    `GET http://127.0.0.1${file} HTTP/1.1\r\n\r\n`,
  ),
  odd(
    'no host in HTTP/1.0',
    'RFC 9112 §3.2: it need not have one. Deno and workerd do not tell the version',
    `GET ${file} HTTP/1.0\r\n\r\n`,
    each(200, 200, 400, 400),
  ),
  wrong('an empty host', 'RFC 9110 §4.2.1: no http URL is without one', get(file, 'Host: \r\n')),
  wrong('a host with a space', 'RFC 9110 §7.2', get(file, 'Host: a b/<\r\n')),
  wrong('a host with a slash', 'RFC 9110 §7.2', get(file, 'Host: a/b\r\n')),
  wrong('a host with user info', 'RFC 9110 §4.2.4', get(file, 'Host: u@localhost\r\n')),
  wrong('a host with letters for a port', 'RFC 3986 §3.2.3', get(file, 'Host: localhost:x\r\n')),
  odd('a host with a port', 'RFC 9110 §7.2', get(file, 'Host: [::1]:80\r\n'), 200),
  odd(
    'a host with an empty port',
    'RFC 3986 §3.2.3: not to be sent; Node refuses it',
    get(file, 'Host: localhost:\r\n'),
    each(400, 200, 200, 200),
  ),
]

const targets: readonly WireCase[] = [
  odd('an absolute target', 'RFC 9112 §3.2.2', get(`http://localhost${file}`), 200),
  odd('an absolute target in capitals', 'RFC 3986 §6.2.2.1', get(`HTTP://LOCALHOST${file}`), 200),
  odd(
    'an absolute target of https',
    'RFC 9110 §7.4: not where nothing is secured. Bun tells of http alone',
    get(`https://localhost${file}`),
    each(421, 200, 421, 421),
  ),
  odd(
    'an absolute target with user info',
    'RFC 9110 §4.2.4: an error. Bun tells of Host alone',
    get(`http://localhost@localhost${file}`),
    each(400, 200, 400, 400),
  ),
  wrong('an absolute target of ftp', 'RFC 9110 §4.2', get(`ftp://localhost${file}`)),
  ...(['', '?a=b', '?a=/b'] as const).map((query) =>
    odd(
      `an absolute target without a path ${query}`,
      'RFC 9110 §4.2.3: an empty path is "/"',
      get(`http://localhost${query}`),
      200,
    ),
  ),
  odd(
    'an absolute target of another host',
    'RFC 9112 §3.2.2: it counts, not Host. Bun tells of Host alone; no page can send it',
    get(`http://evil.example${file}`),
    each(421, 200, 421, 421),
  ),
  odd(
    'an absolute target without a host',
    'RFC 9110 §4.2.1. Bun reads its path; Deno takes it for a path as a whole',
    get(`http://${file}`),
    each(400, 200, 404, 400),
  ),
  odd(
    'OPTIONS *',
    'RFC 9110 §9.3.7: the methods of the server. Bun does not read it',
    ask('OPTIONS', '*'),
    each(204, 400, 204, 204),
  ),
  wrong('GET *', 'RFC 9112 §3.2.4', get('*')),
  wrong('a fragment', 'RFC 9112 §3.2.1', get(`${file}#/../../secret.txt`)),
  wrong('a fragment alone', 'RFC 9112 §3.2.1', get('#')),
  wrong('a fragment after a query', 'RFC 9112 §3.2.1', get(`${file}?a#b`)),
  wrong('a fragment of a URL', 'RFC 9112 §3.2.2', get(`http://localhost${file}#b`)),
  wrong('no slash', 'RFC 9112 §3.2.1', get('hello.txt')),
  wrong('a host as the target', 'RFC 9112 §3.2.3: of CONNECT alone', get('localhost:80')),
  wrong('NUL', 'RFC 9112 §3.2. Bun takes it for a version', get('/\0'), each(400, 505, 400, 400)),
  wrong('a space', 'RFC 9112 §3.2, as above', get('/hello .txt'), each(400, 505, 400, 400)),
  wrong('a control character', 'RFC 3986 §2, as above', get('/\x01'), each(400, 505, 400, 400)),
  ...(
    [
      ['a backslash that goes up', '/..\\secret.txt', 404],
      ['a backslash for a slash', '/private\\secret.txt', 200],
      ['a backslash for a host', '/\\evil.test/..%2fdir', 404],
      ['two backslashes for a host', '/\\\\evil.test/..%2fdir', 404],
    ] as const
  ).map(([name, target, status]) =>
    odd(
      name,
      'URL §4.4: a slash, as in every browser. Node refuses what RFC 3986 §3.3 has not',
      get(target),
      each(400, status, status, status),
    ),
  ),
  odd(
    'raw UTF-8',
    'URL §4.4: as if it were escaped, as curl sends what was typed',
    get('/odd/\xc3\xbcn\xc3\xaf.txt'),
    200,
  ),
  odd(
    'a quote in a query',
    'URL §4.4: as if it were escaped. workerd refuses what RFC 3986 §3.4 has not',
    get('/dir?"'),
    each(307, 307, 307, 400),
  ),
  odd('raw UTF-8 in a query', 'URL §4.4, as above', get('/hello.txt?q=\xc3\xbc'), 200),
  odd(
    'raw octets that are no UTF-8',
    'URL §4.4: none of them is a name. To Bun they are U+FFFD',
    get('/odd/\xfcn\xef.txt'),
    each(400, 404, 400, 400),
  ),
  odd(
    'a URL of 20 kB',
    'RFC 9110 §4.1. Node and Bun count it to the fields',
    get(`/${'a'.repeat(20_000)}`),
    each(431, 431, 414, 414),
  ),
  odd(
    'a URL of 100 kB',
    'RFC 9110 §4.1. Deno reads no such line',
    get(`/${'a'.repeat(100_000)}`),
    each(431, 431, 400, 414),
  ),
]

const methods: readonly WireCase[] = [
  odd('TRACE', 'RFC 9110 §9.3.8: no field is sent back', ask('TRACE'), 501),
  odd(
    'CONNECT',
    'RFC 9110 §9.3.6: no proxy. Node hangs up; workerd answers without the Worker',
    'CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n',
    each(null, 501, 501, 500),
  ),
  odd(
    'a method in small letters',
    'RFC 9110 §9.1: another one. Bun hangs up',
    ask('get'),
    each(501, null, 501, 501),
  ),
  odd(
    'an unknown method',
    'RFC 9110 §15.6.2. Bun hangs up; to Deno no method is unknown',
    ask('FOO'),
    each(501, null, 405, 501),
  ),
  odd(
    'a method of 1 000 letters',
    'RFC 9110 §15.6.2, as above',
    ask('M'.repeat(1000)),
    each(501, null, 405, 501),
  ),
  odd(
    'GET with content',
    'RFC 9110 §9.3.1: it means nothing',
    `GET ${file} HTTP/1.1\r\n${host}${close}Content-Length: 5\r\n\r\nhello`,
    200,
  ),
]

const framing: readonly WireCase[] = [
  odd(
    'two framings',
    'RFC 9112 §6.1: may be refused; workerd goes by the coding alone, and that is allowed',
    post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    each(400, 400, 400, 201),
  ),
  wrong('two lengths', 'RFC 9112 §6.3', post('Content-Length: 3\r\nContent-Length: 4\r\n', 'abcd')),
  wrong('a negative length', 'RFC 9110 §8.6', post('Content-Length: -3\r\n')),
  wrong('a length that is no number', 'RFC 9110 §8.6', post('Content-Length: 3x\r\n', 'abc')),
  wrong(
    'an unknown transfer coding',
    'RFC 9112 §6.1: 501 where it is known what is wrong',
    post('Transfer-Encoding: foo\r\n'),
    each(501, 400, 400, 400),
  ),
  odd(
    'an unknown transfer coding below chunks',
    'RFC 9112 §6.1, as above. workerd goes by the chunks alone',
    post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'),
    each(501, 400, 501, 201),
  ),
  wrong(
    'chunks in HTTP/1.0',
    'RFC 9112 §6.1: its framing is faulty',
    `POST /api/users HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ),
]

const syntax: readonly WireCase[] = [
  wrong('a folded field', 'RFC 9112 §5.2', get(file, `${host}X: a\r\n b\r\n`)),
  wrong('a space before the colon', 'RFC 9112 §5.1', get(file, 'Host : localhost\r\n')),
  wrong('a field without a colon', 'RFC 9112 §5', get(file, `${host}X\r\n`)),
  wrong('NUL in a field', 'RFC 9110 §5.5', get(file, `${host}X: a\0b\r\n`)),
  wrong(
    'HTTP/2.0 in plain text',
    'RFC 9110 §15.6.6: 505 where the version is told',
    `GET ${file} HTTP/2.0\r\n${host}\r\n`,
    each(505, 505, 400, 400),
  ),
  wrong(
    'HTTP/0.9',
    'RFC 9110 §15.6.6: 505 where the version is told',
    `GET ${file}\r\n\r\n`,
    each(505, 505, 400, 400),
  ),
  wrong(
    'a TLS handshake',
    'no HTTP at all',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
  ),
  odd(
    'lines ended by LF',
    'RFC 9112 §2.2: a recipient may take them',
    `GET ${file} HTTP/1.1\nHost: localhost\nConnection: close\n\n`,
    each(400, 505, 200, 200),
  ),
  odd(
    'a field of 100 kB',
    'RFC 6585 §5. The edge has its own limit before workerd',
    get(file, `${host}X: ${'x'.repeat(100_000)}\r\n`),
    each(431, 431, 400, 200),
  ),
]

/** What other servers were tripped up by: their suites ask it, and each parser has its own answer. */
const oddities: readonly WireCase[] = [
  odd(
    'an empty line before the request',
    'RFC 9112 §2.2: one should be ignored. Bun does not',
    `\r\n${get(file)}`,
    each(200, 400, 200, 200),
  ),
  wrong('a space before the request', 'RFC 9112 §3', ` ${get(file)}`),
  odd(
    'two spaces in the request line',
    'RFC 9112 §3: may be read by its words, as Node does',
    `GET  ${file} HTTP/1.1\r\n${host}${close}\r\n`,
    each(200, 400, 400, 400),
  ),
  wrong(
    'tabs in the request line',
    'RFC 9112 §3',
    get(file).replaceAll(' ', '\t'),
    each(400, 505, 400, 400),
  ),
  wrong(
    'HTTP/1.2',
    'RFC 9110 §2.5: to be read as 1.1, which no parser here does',
    `GET ${file} HTTP/1.2\r\n${host}\r\n`,
    each(400, 505, 400, 400),
  ),
  wrong(
    'a version in small letters',
    'RFC 9112 §2.3: its name is case-sensitive',
    `GET ${file} http/1.1\r\n${host}\r\n`,
    each(400, 505, 400, 400),
  ),
  wrong('CR alone in a field', 'RFC 9112 §2.2', get(file, `${host}X: a\rb\r\n`)),
  wrong('a field without a name', 'RFC 9110 §5.1', get(file, `${host}: a\r\n`)),
  wrong('a name that is no token', 'RFC 9110 §5.6.2', get(file, `${host}a(b: c\r\n`)),
  wrong('space before the first field', 'RFC 9112 §2.2', get(file, ` X: a\r\n${host}`)),
  wrong('a folded host', 'RFC 9112 §5.2', get(file, 'Host:\r\n localhost\r\n')),
  odd(
    'octets above ASCII in a value',
    'RFC 9110 §5.5',
    get(file, `${host}X: \xc3\xbc\xff\r\n`),
    200,
  ),
  odd(
    '500 fields',
    'RFC 6585 §5',
    get(file, `${host}${'X: 1\r\n'.repeat(500)}`),
    each(200, 431, 400, 200),
  ),
  wrong('a list of two lengths', 'RFC 9112 §6.3', post('Content-Length: 2, 2\r\n', '{}')),
  odd(
    'one length twice',
    'RFC 9110 §8.6: may be taken for one',
    post('Content-Length: 2\r\nContent-Length: 2\r\n', '{}'),
    each(400, 201, 201, 201),
  ),
  wrong('a length with a sign', 'RFC 9110 §8.6', post('Content-Length: +2\r\n', '{}')),
  wrong('a length in hexadecimal', 'RFC 9110 §8.6', post('Content-Length: 0x2\r\n', '{}')),
  wrong('an empty length', 'RFC 9110 §8.6', post('Content-Length: \r\n')),
  wrong('a length of 20 digits', 'RFC 9110 §8.6', post(`Content-Length: ${'9'.repeat(20)}\r\n`)),
  odd('a length with a zero before it', 'RFC 9110 §8.6', post('Content-Length: 02\r\n', '{}'), 201),
  odd(
    'chunks',
    'RFC 9112 §7.1',
    post('Transfer-Encoding: chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'),
    201,
  ),
  odd(
    'a chunk with an extension',
    'RFC 9112 §7.1.1',
    post('Transfer-Encoding: Chunked\r\n', '2;a="b"\r\n{}\r\n0\r\n\r\n'),
    201,
  ),
  odd(
    'a trailer',
    'RFC 9112 §7.1.2',
    post('Transfer-Encoding: chunked\r\n', '2\r\n{}\r\n0\r\nX: y\r\n\r\n'),
    201,
  ),
  odd(
    'chunks of a GET',
    'RFC 9110 §9.3.1: they mean nothing',
    get(file, `${host}Transfer-Encoding: chunked\r\n`).concat('2\r\n{}\r\n0\r\n\r\n'),
    200,
  ),
  ...['chunked, identity', '"chunked"', '\x0bchunked', 'xchunked'].map((coding) =>
    wrong(
      `a transfer coding that is nearly one: ${coding}`,
      'RFC 9112 §6.1, as above',
      post(`Transfer-Encoding: ${coding}\r\n`, '0\r\n\r\n'),
      /^["x]/.test(coding) ? each(501, 400, 400, 400) : 400,
    ),
  ),
  ...['h2c', 'websocket', 'TLS/1.0'].map((protocol) =>
    odd(
      `an upgrade to ${protocol}`,
      'RFC 9110 §7.8: may be ignored',
      `GET ${file} HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`,
      200,
    ),
  ),
  odd('POST without content', 'RFC 9112 §6.3: it has none', post(''), 201),
]

const expectations: readonly WireCase[] = [
  odd(
    'what nobody can promise',
    'RFC 9110 §10.1.1: may be refused',
    get(file, `${host}Expect: a-miracle\r\n`),
    417,
  ),
]

/** What exists on the wire only: request × runtime. */
export const wireCases: readonly WireCase[] = [
  ...hosts,
  ...targets,
  ...methods,
  ...framing,
  ...expectations,
  ...syntax,
  ...oddities,
]

/** Requests after whose answer the server closes the connection. */
export const lastRequests: readonly (readonly [why: string, request: string, status: number])[] = [
  ['RFC 9112 §9.6: it is asked to', get(file), 200],
  ['RFC 9112 §9.6: after an error too', get('/nope'), 404],
  ['RFC 9112 §9.6: after an answer without content', get(file, `${host}If-None-Match: *\r\n`), 304],
  ['RFC 9112 §9.6: after HEAD', ask('HEAD'), 200],
  [
    'RFC 9110 §7.6.1: one of several options, in any case',
    `GET ${file} HTTP/1.1\r\n${host}Connection: x, Close\r\n\r\n`,
    200,
  ],
  ['RFC 9112 §9.3: HTTP/1.0 does not ask for more', `GET ${file} HTTP/1.0\r\n${host}\r\n`, 200],
  [
    'RFC 9112 §6.1: HTTP/1.0 has no chunks, so that the end of the connection is that of the content',
    `GET /coded/plain.js HTTP/1.0\r\n${host}Accept-Encoding: gzip\r\n\r\n`,
    200,
  ],
  [
    'RFC 9112 §9.3.2: only after the last of several',
    `GET ${file} HTTP/1.1\r\n${host}\r\nPOST /api/users HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}${get('/nope')}`,
    404,
  ],
]
