import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send } from '../conformance/client.ts'
import {
  type RunningServer,
  type Runtime,
  runtimeNames,
  startServer,
} from '../conformance/servers.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const files: Record<string, string> = {
  'plain.txt': 'plain',
  'drop.MOCK.yaml': '- fault: drop\n  body: never\n- method: POST\n  fault: drop',
  'cut.MOCK.yaml': `- fault: { cut: 100 }\n  body: ${'x'.repeat(1000)}\n- method: POST\n  fault: cut\n  body: ${'x'.repeat(1000)}`,
  'none.MOCK.yaml': '- fault: { cut: 0 }\n  body: xxx',
  'drip.MOCK.yaml': '- fault: { drip: { pieces: 5, over: 500 } }\n  body: abcdefghij',
  'limit.MOCK.yaml': '- fault: { limit: 2/10s }\n  body: fine',
  'hang.MOCK.yaml': '- delay: hang',
  'late.MOCK.yaml': '- delay: 250\n  body: late',
  'range.MOCK.yaml': '- delay: [200, 300]\n  body: between',
  'large.MOCK.yaml':
    '- file: large.bin\n  fault: { cut: 300000 }\n- method: POST\n  file: large.bin\n  fault: { drip: { pieces: 4, over: 200 } }',
  'large.bin': 'y'.repeat(3_000_000),
}

const folder = temporaryFolder(files)

const servers = new Map<Runtime, RunningServer>()

beforeAll(async () => {
  const started = runtimeNames.map(async (runtime) => {
    servers.set(runtime, await startServer(runtime, folder))
  })
  await Promise.all(started)
}, 120_000)

afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()))
})

/** What came over a socket until its other end closed it. */
interface Heard {
  /** Latin-1. */
  readonly text: string
  readonly pieces: readonly { readonly text: string; readonly ms: number }[]
  /** Milliseconds until the first byte and until the end. */
  readonly first: number
  readonly end: number
}

/** Says a request on a socket of its own, and listens to the end, or as long as is said. */
function hear(origin: string, request: string, giveUp = 8000): Promise<Heard> {
  const { hostname, port } = new URL(origin)
  const lines = `${request} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const pieces: { text: string; ms: number }[] = []
    const socket = connect(Number(port), hostname, () => socket.write(lines))
    const timer = setTimeout(() => socket.destroy(), giveUp)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => pieces.push({ text, ms: performance.now() - started }))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') reject(error)
    })
    socket.on('close', () => {
      clearTimeout(timer)
      const text = pieces.map((piece) => piece.text).join('')
      resolve({ text, pieces, first: pieces[0]?.ms ?? Infinity, end: performance.now() - started })
    })
  })
}

/** The content of an answer, without what frames it in pieces. */
function contentOf(text: string): string {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return '' // Bun may send a part of the head
  const body = text.slice(end + 4)
  return /^transfer-encoding: chunked/im.test(text)
    ? body.replace(/(?:^|\r\n)[\da-f]+\r\n/gi, '').replace(/\r\n$/, '')
    : body
}

function isWhole(text: string): boolean {
  const length = /^content-length: (\d+)/im.exec(text)?.[1]
  if (length !== undefined) return contentOf(text).length === Number(length)
  return /(?:^|\r\n)0\r\n\r\n$/.test(text)
}

for (const runtime of runtimeNames) {
  const origin = () => servers.get(runtime)!.origin

  describe(runtime, () => {
    test.each(['GET', 'POST'])('drop ends the connection of a %s', async (method) => {
      const { text } = await hear(origin(), `${method} /drop`)
      // Deno has sent the head when it learns of it.
      if (runtime === 'deno') expect(isWhole(text)).toBe(false)
      else expect(text).toBe('')
    })

    test.each([
      ['GET /cut', 100, 'x'],
      ['POST /cut', 500, 'x'],
      ['GET /none', 0, 'x'],
      ['GET /large', 300_000, 'y'],
    ])('cut: %s ends after %i bytes of its content', async (request, bytes, letter) => {
      const { text } = await hear(origin(), request)
      expect(text).toMatch(/^HTTP\/1\.1 200 /)
      expect(isWhole(text)).toBe(false)
      expect(contentOf(text)).toHaveLength(bytes)
      expect(contentOf(text).replaceAll(letter, '')).toBe('')
    })

    test('drip sends its content in pieces, over its time', async () => {
      const { text, pieces, first, end } = await hear(origin(), 'GET /drip')
      expect(contentOf(text)).toBe('abcdefghij')
      expect(isWhole(text)).toBe(true)
      expect(pieces.length).toBeGreaterThanOrEqual(4)
      expect(end - first).toBeGreaterThan(300)
      expect(end).toBeLessThan(7000)
      expect(contentOf((await hear(origin(), 'POST /large')).text)).toHaveLength(3_000_000)
    })

    test('limit answers 429 with Retry-After, in each session apart', async () => {
      const ask = async (session: string) => {
        const fields = { 'Webstand-Session': session }
        const answer = await send(origin(), { target: '/limit', fields })
        return [answer.status, answer.fields['retry-after']] as const
      }
      expect([(await ask('a'))[0], (await ask('a'))[0], (await ask('b'))[0]]).toEqual([
        200, 200, 200,
      ])
      const [status, after] = await ask('a')
      expect(status).toBe(429)
      expect(Number(after)).toBeGreaterThan(0)
      expect(Number(after)).toBeLessThanOrEqual(10)
    })

    test('hang says nothing, and ends with the client', async () => {
      expect((await hear(origin(), 'GET /hang', 700)).text).toBe('')
      expect((await send(origin(), { target: '/plain.txt' })).body.toString()).toBe('plain')
    })

    test('delay answers late, also within a range, and as Prefer asks for', async () => {
      const late = await hear(origin(), 'GET /late')
      expect(late.first).toBeGreaterThan(240)
      expect(contentOf(late.text)).toBe('late')
      expect((await hear(origin(), 'GET /range')).first).toBeGreaterThan(190)
      const asked = await hear(origin(), 'GET /late HTTP/1.1\r\nPrefer: wait=0.4\r\nX-Rest:')
      expect(asked.first).toBeGreaterThan(390)
      expect(asked.text).toMatch(/^preference-applied: wait=0\.4\r$/im)
    })

    test('--delay and --fail are for everything', { timeout: 60_000 }, async () => {
      const server = await startServer(runtime, folder, '--delay', '200', '--fail', '100%')
      try {
        for (const path of ['/plain.txt', '/late', '/nope']) {
          const { text, first } = await hear(server.origin, `GET ${path}`)
          expect(text).toMatch(/^HTTP\/1\.1 503 /)
          expect(first).toBeGreaterThan(190)
        }
      } finally {
        await server.stop()
      }
    })

    test('a server stops while a request hangs', { timeout: 60_000 }, async () => {
      const server = await startServer(runtime, folder)
      const hanging = hear(server.origin, 'GET /hang', 20_000)
      await hear(server.origin, 'GET /drip')
      const started = performance.now()
      await server.stop()
      expect(performance.now() - started).toBeLessThan(10_000)
      expect((await hanging).text).not.toMatch(/^HTTP\/1\.1 200 /)
    })
  })
}
