import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Child, get, type Runtime, runtimes, start, Wire } from './runtime.ts'

/** What comes back first: a status, or `null` for a connection that is closed without a word. */
type Expected = number | null

type Row = [name: string, request: string, expected: Expected | Record<Runtime, Expected>]

/** What only a socket can say, and each runtime takes in its own way: all of them are safe. */
const rows: Row[] = [
  ['two hosts', 'GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
  ['two hosts that are one', 'GET /hello HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n', 400],
  ['no host in HTTP/1.1', 'GET /hello HTTP/1.1\r\n\r\n', 400],
  // Deno does not tell the version.
  ['no host in HTTP/1.0', 'GET /hello HTTP/1.0\r\n\r\n', { node: 200, bun: 200, deno: 400 }],
  ['an empty host', 'GET /hello HTTP/1.1\r\nHost: \r\n\r\n', 400],
  ['a host with a space', 'GET /hello HTTP/1.1\r\nHost: a b/<\r\n\r\n', 400],
  ['a host with a slash', 'GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
  ['a host with user info', 'GET /hello HTTP/1.1\r\nHost: u@h\r\n\r\n', 400],
  ['a host with a port', 'GET /hello HTTP/1.1\r\nHost: [::1]:80\r\n\r\n', 200],
  ['an absolute target', 'GET http://h/hello HTTP/1.1\r\nHost: h\r\n\r\n', 200],
  // Bun reads its path; Deno takes it for a path as a whole.
  [
    'an absolute target without a host',
    'GET http:///hello HTTP/1.1\r\nHost: h\r\n\r\n',
    { node: 400, bun: 200, deno: 404 },
  ],
  // To Deno it is the path "/*".
  ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n', { node: 400, bun: 400, deno: 404 }],
  ['GET *', 'GET * HTTP/1.1\r\nHost: h\r\n\r\n', 400],
  ['a fragment', 'GET /hello#/../../secret HTTP/1.1\r\nHost: h\r\n\r\n', 400],
  ['TRACE', 'TRACE /hello HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\n\r\n', 501],
  ['CONNECT', 'CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n', { node: null, bun: 501, deno: 501 }],
  ['get', 'get /hello HTTP/1.1\r\nHost: h\r\n\r\n', { node: 400, bun: null, deno: 400 }],
  // A method may have any name: to Deno this is one.
  ['FOO', 'FOO /hello HTTP/1.1\r\nHost: h\r\n\r\n', { node: 400, bun: null, deno: 200 }],
  ['NUL', 'GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n', { node: 400, bun: 505, deno: 400 }],
  ['a space', 'GET /a b HTTP/1.1\r\nHost: h\r\n\r\n', { node: 400, bun: 505, deno: 400 }],
  ['no slash', 'GET hello HTTP/1.1\r\nHost: h\r\n\r\n', 400],
  [
    'two framings',
    'POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  [
    'two lengths',
    'POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
    400,
  ],
  ['a negative length', 'POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: -3\r\n\r\n', 400],
  [
    'an unknown transfer coding',
    'POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: foo\r\n\r\n',
    { node: 501, bun: 400, deno: 400 },
  ],
  ['a folded field', 'GET /hello HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n', 400],
  ['a space before the colon', 'GET /hello HTTP/1.1\r\nHost : h\r\n\r\n', 400],
  ['NUL in a field', 'GET /hello HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n', 400],
  [
    'HTTP/2.0 in plain text',
    'GET /hello HTTP/2.0\r\nHost: h\r\n\r\n',
    { node: 505, bun: 505, deno: 400 },
  ],
  ['HTTP/0.9', 'GET /hello\r\n\r\n', { node: 505, bun: 505, deno: 400 }],
  ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
  // RFC 9112 §2.2 lets a recipient take a single LF for a line's end.
  ['lines ended by LF', 'GET /hello HTTP/1.1\nHost: h\n\n', { node: 400, bun: 505, deno: 200 }],
  [
    'a field of 100 kB',
    `GET /hello HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    { node: 431, bun: 431, deno: 400 },
  ],
]

describe.each(runtimes)('a request on the wire of %s', (runtime) => {
  let child: Child
  let port: number

  beforeAll(async () => {
    ;({ child, port } = await start(runtime))
  })

  afterAll(() => child.stop())

  /** The answer to a request, and whether the server is well afterwards. */
  async function ask(request: string): Promise<string> {
    const wire = new Wire(port).send(request)
    const answer = await wire.until((text) => text.includes('\r\n\r\n'))
    wire.destroy()
    const next = await fetch(`http://127.0.0.1:${port}/hello`)
    expect(await next.text()).toBe('hello')
    return answer
  }

  test.each(rows)('is answered safely: %s', async (_, request, expected) => {
    const answer = await ask(request)
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1]
    const wanted = typeof expected === 'object' && expected !== null ? expected[runtime] : expected
    expect(status === undefined ? null : Number(status)).toBe(wanted)
    expect(answer.length).toBeLessThan(1000)
  })

  test.each([
    ['/nothing', 404],
    ['/moved', 307],
    ['/empty', 200],
    ['/cookies', 200],
  ])('gets an answer without content that says so: %s', async (path, status) => {
    const answer = await ask(get(path))
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(/^content-length: 0\r$/im)
    expect(answer).not.toMatch(/^transfer-encoding:/im)
    if (path === '/cookies') expect(answer.match(/^set-cookie: [ab]=\d\r$/gim)).toHaveLength(2)
  })

  test('gets a 304 without a length', async () => {
    const answer = await ask(get('/unchanged'))
    expect(answer).toMatch(/^HTTP\/1\.1 304 /)
    expect(answer).not.toMatch(/^(?:content-length|transfer-encoding):/im)
  })

  test.each(['/throws', '/rejects', '/field'])('gets no detail of a failure: %s', async (path) => {
    const answer = await ask(get(path, 'Connection: close\r\n'))
    expect(answer).toMatch(/^HTTP\/1\.1 500 /)
    expect(answer).not.toContain('secret')
    expect(answer.length).toBeLessThan(500)
  })

  test('is read in full', async () => {
    const body = 'x'.repeat(100_000)
    const answer = await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body })
    expect(await answer.text()).toBe(body)
  })

  test('is cut where the handler says so', async () => {
    const wire = new Wire(port).send(get('/abort'))
    const answer = await wire.until((text) => text.endsWith('too late'))
    expect(answer === '').toBe(runtime === 'node') // the others cannot
    wire.destroy()
  })
})
