import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { byterangesBody, byterangesOf, type ReadRange } from '../../../src/core/http/byteranges.ts'
import { type ByteRange, parseRange } from '../../../src/core/http/range.ts'

const alphabet = new TextEncoder().encode('abcdefghijklmnopqrstuvwxyz')
const slice: ReadRange = (start, end) => alphabet.slice(start, end)

function layout(ranges: ByteRange[], boundary = 'THIS_STRING_SEPARATES') {
  return byterangesOf(ranges, alphabet.byteLength, 'text/plain', boundary)
}

const two = layout([
  { start: 0, end: 2 },
  { start: 24, end: 26 },
])

test('byterangesOf() and byterangesBody() write the form of §15.3.7.2', async () => {
  const expected = [
    '--THIS_STRING_SEPARATES',
    'Content-Type: text/plain',
    'Content-Range: bytes 0-1/26',
    '',
    'ab',
    '--THIS_STRING_SEPARATES',
    'Content-Type: text/plain',
    'Content-Range: bytes 24-25/26',
    '',
    'yz',
    '--THIS_STRING_SEPARATES--',
    '',
  ].join('\r\n')
  assert.equal(two.type, 'multipart/byteranges; boundary=THIS_STRING_SEPARATES')
  assert.equal(two.size, expected.length)
  assert.equal(await new Response(byterangesBody(two, slice)).text(), expected)
})

test('byterangesOf() takes a boundary of its own that is new each time', () => {
  const ranges = [{ start: 0, end: 1 }]
  const [a, b] = [byterangesOf(ranges, 26, 'text/plain'), byterangesOf(ranges, 26, 'text/plain')]
  assert.notEqual(a.type, b.type)
  assert.match(a.type, /^multipart\/byteranges; boundary=[\w-]{20,70}$/) // RFC 2046 §5.1.1
})

test('byterangesBody() has the size that was promised, for any ranges', async () => {
  const range = fc.tuple(fc.nat(30), fc.nat(10)).map(([start, more]) => `${start}-${start + more}`)
  const lists = fc.array(range, { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(lists, async (list) => {
      const ranges = parseRange(`bytes=${list}`, alphabet.byteLength) ?? []
      const multipart = layout(ranges)
      const body = await new Response(byterangesBody(multipart, slice)).text()
      assert.equal(body.length, multipart.size)
    }),
  )
})

// Whatever a source hands out.
const bodies: [name: string, read: ReadRange][] = [
  ['a string', (start, end) => new TextDecoder().decode(alphabet.slice(start, end))],
  ['a Blob', (start, end) => new Blob([alphabet]).slice(start, end)],
  ['a promise', async (start, end) => alphabet.slice(start, end)],
  ['a stream', (start, end) => streamOf(byteByByte(start, end))],
]

type Chunks = Iterator<Uint8Array> | AsyncIterator<Uint8Array>

function streamOf(chunks: Chunks): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

function* byteByByte(start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; at++) yield alphabet.slice(at, at + 1)
}

for (const [name, read] of bodies) {
  test(`byterangesBody() sends ${name}`, async () => {
    const expected = await new Response(byterangesBody(two, slice)).text()
    assert.equal(await new Response(byterangesBody(two, read)).text(), expected)
  })
}

const failures: [name: string, read: ReadRange, message: RegExp][] = [
  ['null', () => null, /^Cannot send the bytes from 0 to 2: it is no longer what was found$/],
  ['a short body', () => 'a', /^Cannot send the bytes from 0 to 2: it ended 1 bytes early$/],
  ['an empty body', () => '', /^Cannot send the bytes from 0 to 2: it ended 2 bytes early$/],
  ['a long body', () => 'abc', /^Cannot send the bytes from 0 to 2: it has more bytes$/],
  ['an error', () => Promise.reject(new Error('gone')), /^gone$/],
  ['a body that fails', () => streamOf(failing()), /^gone$/],
  [
    'null for the second part',
    (start, end) => (start === 0 ? alphabet.slice(start, end) : null),
    /^Cannot send the bytes from 24 to 26: it is no longer what was found$/,
  ],
]

async function* failing(): AsyncGenerator<Uint8Array> {
  yield alphabet.slice(0, 1)
  throw new Error('gone')
}

for (const [name, read, message] of failures) {
  test(`byterangesBody() fails on ${name}`, async () => {
    await assert.rejects(new Response(byterangesBody(two, read)).text(), { message })
  })
}

/** A body that never gives a byte; `cancelled` resolves once it is cancelled. */
function endless() {
  const { promise: cancelled, resolve } = Promise.withResolvers<void>()
  return { body: new ReadableStream<Uint8Array>({ cancel: () => resolve() }), cancelled }
}

test('byterangesBody() reads nothing before it is asked, and one part at a time', async () => {
  const asked: string[] = []
  const body = byterangesBody(two, (start, end) => {
    asked.push(`${start}..${end}`)
    return alphabet.slice(start, end)
  })
  await Promise.resolve()
  assert.deepEqual(asked, [])
  const reader = body.getReader()
  await reader.read()
  await reader.read()
  assert.deepEqual(asked, ['0..2'])
  await reader.read()
  assert.deepEqual(asked, ['0..2', '24..26'])
})

test('byterangesBody() cancels the part that is being read', async () => {
  const { body, cancelled } = endless()
  const reader = byterangesBody(two, () => body).getReader()
  await reader.read()
  const pending = reader.read()
  await reader.cancel()
  assert.equal((await pending).done, true)
  await cancelled
})

test('byterangesBody() cancels a part that is opened too late', async () => {
  const { body, cancelled } = endless()
  const opening = Promise.withResolvers<BodyInit>()
  const asked = Promise.withResolvers<void>()
  const reader = byterangesBody(two, () => {
    asked.resolve()
    return opening.promise
  }).getReader()
  const pending = reader.read()
  await asked.promise
  await reader.cancel()
  opening.resolve(body)
  assert.equal((await pending).done, true)
  await cancelled
})

test('byterangesBody() cancels a part that is too long', async () => {
  let isCancelled = false
  const long = new ReadableStream({
    pull: (controller) => controller.enqueue(alphabet),
    cancel() {
      isCancelled = true
    },
  })
  await assert.rejects(new Response(byterangesBody(two, () => long)).text())
  assert.equal(isCancelled, true)
})

test('byterangesBody() sends a first part that is already open, without asking for it', async () => {
  const asked: number[] = []
  const read: ReadRange = (start, end) => {
    asked.push(start)
    return alphabet.slice(start, end)
  }
  const body = await new Response(byterangesBody(two, read, 'ab')).text()
  assert.equal(body, await new Response(byterangesBody(two, slice)).text())
  assert.deepEqual(asked, [24])
})

test('byterangesBody() releases the first part when nobody reads', async () => {
  const { body, cancelled } = endless()
  await byterangesBody(two, slice, body).cancel()
  await cancelled
})
