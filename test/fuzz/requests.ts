import type { Random } from './random.ts'

/** Names of the fixture, of what lies beside it, and of what servers have tripped over. */
const names = [
  ...['hello.txt', 'empty.txt', 'dir', 'a.txt', 'sub', 'site', 'index.html', 'odd', 'private'],
  ...['api', 'users', 'users.GET.json', 'nope', 'page', 'files', 'big.bin', 'code', 'movie.ts'],
  ...['secret.txt', 'pub', 'pub-secret', 'outside', 'outside.html', 'o.txt', 'example.com'],
  ...['link-in', 'link-out', 'linkdir', 'public.txt', 'linked', 'fifo', 'loop', 'broken'],
  ...['.env', '.git', 'config', '.well-known', 'acme', '_headers', '_redirects', '__webstand'],
  ...['constructor', '__proto__', 'toString', 'C:', 'CON', 'ENV~1', '.env::$DATA', '*', '[a-z]*'],
]

/** Ways up, ways to hide a separator, and what cannot be decoded. */
const tricks = [
  ...['..', '.', '', '...', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '..%2f', '..%5c', '..\\'],
  ...['%2f', '%5c', '\\', '%00', '%0a', '%0d%0aX-Injected:%201', '%', '%zz', '%ff', '%c0%ae'],
  ...[
    '%e2%80%ae',
    '%1b[31m',
    '\u00fc',
    '\u00c3\u00bc',
    '%C3%BC',
    ';',
    '?',
    '#',
    ':',
    '@',
    ' ',
    '\t',
    '|',
    '"<>',
  ],
]

const separators = ['/', '/', '/', '/', '//', '/./', '%2f', '\\', '/../', '/%2e%2e/', '%252f']
const methods = ['GET', 'GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']
const oddMethods = ['CONNECT', 'get', 'FOO', 'QUERY', '', 'G E T', 'GET\t']
const versions = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/1',
  '',
]
const queries = [
  'format=json',
  'format=text',
  'sort=size',
  'q=a',
  'q=%zz',
  'archive=zip',
  '=&=',
  '%00',
]
const hosts = [
  'localhost',
  '127.0.0.1',
  '[::1]',
  'evil.example',
  '',
  'a b',
  '<',
  'localhost:99999',
  '[',
]
const tags = ['*', '"x"', 'W/"x"', '"', ',,,', '"a", "b"', `"${'x'.repeat(2000)}"`]
const dates = ['Tue, 02 Jan 2024 03:04:05 GMT', 'Tue Jan  2 03:04:05 2024', 'garbage', '0', '-1']
const accepted = [
  '*/*',
  'text/html',
  'application/json',
  'text/html;q=0',
  ';;;',
  `${'a/b,'.repeat(500)}`,
]
const codings = ['gzip', 'br', 'identity;q=0', '*;q=0', 'gzip;q=1.0001', 'zstd, br;q=0.5', ',,']

/** Paths that are there, so that what the fields say is looked at. */
const known = [
  '/hello.txt',
  '/big.bin',
  '/empty.txt',
  '/dir/',
  '/site/',
  '/api/users',
  '/dir/a.txt',
]

/** A target that goes somewhere: what is there, sound names, ways out, or all of it. */
function target(random: Random): string {
  if (random.happens(0.25)) return random.pick(known)
  const piece = () => (random.happens(0.4) ? random.pick(tricks) : random.pick(names))
  const path = random
    .several(1, 5, piece)
    .map((name) => random.pick(separators) + name)
    .join('')
  const prefix = random.happens(0.05) ? random.pick(['http://h', 'http://evil.example', '*']) : ''
  const query = random.happens(0.15) ? `?${random.pick(queries)}` : ''
  return prefix + path + query
}

function ranges(random: Random): string {
  const number = () =>
    random.pick(['', '0', '1', '5', '25', '26', '99', '99999999999999999999', '-1', 'x'])
  const one = () => (random.happens(0.5) ? '0-' : `${number()}-${number()}`)
  const most = random.happens(0.3) ? 1500 : 4
  return `${random.pick(['bytes=', 'bytes=', 'bytes=', 'items=', 'bytes', ''])}${random.several(0, most, one).join(',')}`
}

/** The fields that a request may carry, and how one of each is made. */
const fields: [name: string, value: (random: Random) => string][] = [
  ['Range', ranges],
  ['Range', ranges],
  ['Range', ranges],
  ['If-Range', (random) => random.pick([...tags, ...dates])],
  ['If-None-Match', (random) => random.pick(tags)],
  ['If-Match', (random) => random.pick(tags)],
  ['If-Modified-Since', (random) => random.pick(dates)],
  ['If-Unmodified-Since', (random) => random.pick(dates)],
  ['Accept', (random) => random.pick(accepted)],
  ['Accept-Encoding', (random) => random.pick(codings)],
  ['Origin', (random) => `http://${random.pick(hosts)}`],
  ['Sec-Fetch-Site', (random) => random.pick(['cross-site', 'same-origin', 'none', 'x'])],
  ['Expect', (random) => random.pick(['100-continue', 'x'])],
  ['Connection', (random) => random.pick(['close', 'keep-alive', 'Upgrade', 'close, te'])],
  ['Access-Control-Request-Method', (random) => random.pick(methods)],
  ['Prefer', (random) => random.pick(['code=404', 'wait=x', 'example=', ';;', 'code=99999'])],
  ['Cookie', (random) => random.pick(['webstand-session=a', '=;=', ';;;'])],
  ['Content-Type', (random) => random.pick(['application/json', 'x', ''])],
  ['Transfer-Encoding', () => 'chunked'],
  ['Content-Length', (random) => random.pick(['0', '5', '-1', 'x', '99999999999'])],
  ['X-Forwarded-For', () => '127.0.0.1'],
]

/** A request as it goes over the wire. */
export interface RawRequest {
  /** In latin1. */
  readonly bytes: string
  /** Whether it is all there, so that an answer is due. */
  readonly isWhole: boolean
}

/** One request: often sound, often not, now and then broken at random. */
export function rawRequest(random: Random): RawRequest {
  const method = random.happens(0.03) ? random.pick(oddMethods) : random.pick(methods)
  const host = random.happens(0.1) ? random.pick(hosts) : 'localhost'
  const lines = [`${method} ${target(random)} ${random.pick(versions)}`]
  if (!random.happens(0.03)) lines.push(`Host: ${host}`)
  for (const [name, value] of random.several(0, 3, () => random.pick(fields))) {
    lines.push(`${name}: ${value(random)}`)
  }
  const hasBody = lines.some((line) => /^(?:Content-Length|Transfer-Encoding)/.test(line))
  lines.push('Connection: close')
  const text = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8').toString('latin1')
  if (random.happens(0.1)) return { bytes: broken(random, text), isWhole: false }
  return { bytes: text, isWhole: !hasBody && methods.includes(method) }
}

/** Some bytes of it changed, taken out, or put in twice. */
function broken(random: Random, text: string): string {
  let bytes = text
  for (const at of random.several(1, 4, () => random.below(text.length))) {
    const kind = random.below(3)
    const between = kind === 0 ? String.fromCharCode(random.below(256)) : ''
    const after = kind === 2 ? bytes.slice(Math.max(0, at - 5)) : bytes.slice(at + 1)
    bytes = bytes.slice(0, at) + between + after
  }
  return bytes
}
