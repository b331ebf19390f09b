import { rmSync } from 'node:fs'
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alphabet, createFixture } from './fixture.ts'
import { type RunningServer, startServer } from './servers.ts'

interface Answer {
  readonly status: number
  readonly fields: IncomingHttpHeaders
  readonly body: string
}

const fixture = createFixture()
let server: RunningServer
let session: ClientHttp2Session

beforeAll(async () => {
  server = await startServer('deno', fixture.folder)
  session = connect(server.origin)
})

afterAll(async () => {
  session?.destroy()
  await server?.stop()
  rmSync(fixture.parent, { recursive: true, force: true })
})

/** Sends one request, whose fields begin with the pseudo ones, and reads the whole answer. */
function ask(fields: Record<string, string>, content?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = session.request(fields, { endStream: content === undefined })
    let answer: IncomingHttpHeaders & { ':status'?: number } = {}
    let body = ''
    stream.on('response', (headers) => (answer = headers))
    stream.setEncoding('utf8').on('data', (text) => (body += text))
    stream.on('error', reject)
    stream.on('end', () => resolve({ status: answer[':status'] ?? 0, fields: answer, body }))
    if (content !== undefined) stream.end(content)
  })
}

const text = 'text/plain; charset=utf-8'

const cases: readonly [
  name: string,
  asked: Record<string, string>,
  status: number,
  fields?: Record<string, string | undefined>,
  body?: string,
][] = [
  ['a file', { ':path': '/hello.txt' }, 200, { 'content-type': text }, alphabet],
  ['a part', { ':path': '/hello.txt', range: 'bytes=3-5' }, 206, { 'content-length': '3' }, 'def'],
  ['no such part', { ':path': '/hello.txt', range: 'bytes=99-' }, 416],
  [
    'the fields of a file',
    { ':path': '/hello.txt', ':method': 'HEAD' },
    200,
    { 'content-length': String(alphabet.length), 'content-type': text },
    '',
  ],
  ['a listing', { ':path': '/', accept: 'application/json' }, 200],
  ['a folder without its slash', { ':path': '/dir' }, 307, { location: '/dir/' }],
  ['a route', { ':path': '/api/users' }, 200, {}, '[{"id":1},{"id":2}]'],
  ['a route with content', { ':path': '/api/users', ':method': 'POST' }, 201, {}, '{"id":3}'],
  ['nothing', { ':path': '/nope' }, 404],
  ['a path that leads to what is hidden', { ':path': '/dir/../.env' }, 404],
  ['a method that is not here', { ':path': '/hello.txt', ':method': 'DELETE' }, 405],
  ['all methods', { ':path': '*', ':method': 'OPTIONS' }, 204],
  ['a host of its own', { ':path': '/hello.txt', ':authority': 'demo.localhost' }, 200],
  ['a host of somebody', { ':path': '/hello.txt', ':authority': 'evil.example' }, 421],
  ['a host with user info', { ':path': '/hello.txt', ':authority': 'u@127.0.0.1' }, 400],
  ['https, which nobody secured', { ':path': '/hello.txt', ':scheme': 'https' }, 421],
]

describe('HTTP/2 in plain text on Deno', () => {
  test.each(cases)('%s', async (_, asked, status, fields = {}, body = undefined) => {
    const answer = await ask(asked, asked[':method'] === 'POST' ? '{}' : undefined)
    expect(answer.status).toBe(status)
    expect(answer.fields).toMatchObject(fields)
    if (body !== undefined) expect(answer.body).toBe(body)
  })

  test('says that nothing has changed, again and again', async () => {
    const { etag } = (await ask({ ':path': '/hello.txt' })).fields
    for (let count = 0; count < 3; count++) {
      const answer = await ask({ ':path': '/hello.txt', 'if-none-match': String(etag) })
      expect([answer.status, answer.body]).toEqual([304, ''])
    }
  })

  test('gives many answers at once', async () => {
    const asked = Array.from({ length: 50 }, (_, index) =>
      index % 2 ? '/hello.txt' : '/dir/a.txt',
    )
    const answers = await Promise.all(asked.map((path) => ask({ ':path': path })))
    expect(answers.map(({ body }) => body)).toEqual(
      asked.map((path) => (path === '/hello.txt' ? alphabet : 'a')),
    )
  })

  test('a name that HTTP/1.1 without Host would be given is none: they look alike', async () => {
    const { port } = new URL(server.origin)
    const answer = await ask({ ':path': '/hello.txt', ':authority': `localhost:${port}` })
    expect(answer.status).toBe(400)
  })
})
