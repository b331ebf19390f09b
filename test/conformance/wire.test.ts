import { describe, expect, test } from 'vitest'
import { send, sendRaw, sendUntilClosed } from './client.ts'
import { serveEverywhere } from './everywhere.ts'
import { alphabet } from './fixture.ts'
import { type Runtime, runtimeNames } from './servers.ts'
import { get, host, lastRequests, type WireCase, wireCases } from './wire-cases.ts'

const originOf = serveEverywhere()

function answerOf({ answer }: WireCase, runtime: Runtime): number | null {
  return typeof answer === 'object' && answer !== null ? answer[runtime] : answer
}

describe.each(runtimeNames)('on the wire of %s', (runtime) => {
  for (const row of wireCases) {
    test(`${row.name}: ${row.why}`, async () => {
      const origin = originOf(runtime)
      const received = await sendRaw(origin, row.request)
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(received)?.[1]
      expect(status === undefined ? null : Number(status)).toBe(answerOf(row, runtime))
      expect(received).not.toMatch(/OUTSIDE|SECRET/)
      const next = await send(origin, { target: '/hello.txt' })
      expect(next.body.toString()).toBe(alphabet)
    })
  }
})

describe.each(runtimeNames)('%s closes a connection', (runtime) => {
  test.each(lastRequests)('%s', async (_, request, status) => {
    const received = await sendUntilClosed(originOf(runtime), request)
    const heads = [...received.matchAll(/HTTP\/1\.[01] (\d{3})[\s\S]*?\r\n\r\n/g)]
    expect(heads).toHaveLength(request.match(/ HTTP\/1/g)!.length)
    expect(Number(heads.at(-1)![1])).toBe(status)
    if (request.includes('HTTP/1.0')) expect(received).not.toMatch(/^transfer-encoding:/im)
  })
})

describe.each(runtimeNames)('RFC 9110 §6.6.1: an answer of %s has the date', (runtime) => {
  test.each([
    [get('/hello.txt'), 200],
    [get('/dir'), 307],
    [get('/nope'), 404],
    [get('/api/users'), 200],
    [get('/api/users', `${host}If-None-Match: *\r\n`), 304],
  ])('%s', async (request, status) => {
    const received = await sendRaw(originOf(runtime), request)
    expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(received).toMatch(/^date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r$/im)
  })
})

describe.each(['node', 'deno'] as const)(
  'RFC 9110 §6.6.1: a refusal of %s has it too',
  (runtime) => {
    test.each([
      [get('/hello.txt', 'Host : localhost\r\n'), 400],
      [get('/hello.txt', `${host}Content-Length: x\r\n`), 400],
      [get('/hello .txt'), 400],
    ])('%s', async (request, status) => {
      const received = await sendRaw(originOf(runtime), request)
      expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      expect(received).toMatch(/^date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r$/im)
      expect(received).toMatch(/^content-length: 0\r$/im)
    })
  },
)

test('no answer to what is malformed is a success', () => {
  for (const row of wireCases.filter((one) => one.isMalformed)) {
    for (const runtime of runtimeNames) {
      expect(answerOf(row, runtime) ?? 400, `${runtime}: ${row.name}`).toBeGreaterThanOrEqual(400)
    }
  }
})
