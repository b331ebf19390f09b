import { expect, test } from 'vitest'
import { readContent } from '../../../src/core/http/content.ts'
import { createApp, memoryFiles } from '../../../src/index.ts'

function stream(chunks: number, size: number) {
  const seen = { sent: 0, isCancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.sent === chunks) return controller.close()
        seen.sent++
        controller.enqueue(new Uint8Array(size).fill(seen.sent))
      },
      cancel() {
        seen.isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { seen, body }
}

const rows: [chunks: number, size: number, limit: number, expected: number | null][] = [
  [0, 0, 10, 0],
  [1, 10, 10, 10],
  [5, 2, 10, 10],
  [1, 11, 10, null],
  [6, 2, 10, null],
  [1000, 1, 0, null],
]

test.each(rows)(
  'readContent() of %i × %i bytes up to %i is %s',
  async (chunks, size, limit, expected) => {
    const { seen, body } = stream(chunks, size)
    const bytes = await readContent({ headers: new Headers(), body }, limit)
    expect(bytes?.length ?? null).toBe(expected)
    expect(seen.isCancelled).toBe(expected === null)
    if (expected === null) expect(seen.sent * size).toBeLessThanOrEqual(limit + size)
    else
      expect([...bytes!]).toEqual(
        Array.from({ length: expected }, (_, at) => Math.floor(at / size) + 1),
      )
  },
)

test('readContent() reads nothing of what says that it is too long', async () => {
  const { seen, body } = stream(10, 10)
  expect(await readContent({ headers: new Headers({ 'Content-Length': '100' }), body }, 99)).toBe(
    null,
  )
  expect(seen.sent).toBe(0)
})

test('readContent() of a request without content is no bytes', async () => {
  expect(await readContent(new Request('http://localhost/'))).toEqual(new Uint8Array(0))
})

test('a route that reads the body answers 413 where there is too much, and shares the answer', async () => {
  const source = memoryFiles({
    'x.MOCK.json': JSON.stringify([{ method: 'POST', when: { body: { a: 1 } }, body: 'yes' }]),
  })
  const headers = { Origin: 'http://localhost:5173', 'Content-Type': 'application/json' }
  const ask = (body: string) =>
    createApp({ source }).request('/x', { method: 'POST', headers, body })
  expect((await ask('{"a":1}')).status).toBe(200)
  const response = await ask(`{"a":1,"b":"${'x'.repeat(1_048_576)}"}`)
  expect(response.status).toBe(413)
  expect(response.headers.get('access-control-allow-origin')).toBe(headers.Origin)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})
