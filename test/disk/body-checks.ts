import assert from 'node:assert/strict'
import { appendFileSync, truncateSync } from 'node:fs'
import { type Check, eventually, fileAt, textOf } from './place.ts'

const MEBIBYTE = 1024 * 1024

/** Bytes of which no two neighbours of a size are alike. */
function bytesOf(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(size).map((_, index) => (index * 31 + (index >> 8) * 7) & 255)
}

const sizes = [0, 1, 65_535, 65_536, 65_537, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE + 5]

export const bodyChecks: Check[] = [
  ...sizes.map(
    (size): Check => [
      `body() of a file of ${size} bytes gives exactly the part that is asked for`,
      async (place) => {
        const content = bytesOf(size)
        place.write('file', content)
        const source = place.source()
        const ends = [0, 1, 262_144, 262_145, size - 1, size].filter((end) => end <= size)
        for (const start of [0, 1, size - 1, size].filter((at) => at >= 0 && at <= size)) {
          for (const end of ends.filter((at) => at >= start)) {
            const file = await fileAt(source, 'file')
            const body = await file.body(start, end)
            const sent = new Uint8Array(await new Response(body).arrayBuffer())
            assert.equal(Buffer.compare(sent, content.subarray(start, end)), 0, `${start}-${end}`)
          }
        }
        await eventually(() => place.descriptors().length === 0)
      },
    ],
  ),
  [
    'body() of a large file fails when the file becomes shorter while it is sent',
    async (place) => {
      place.write('file', bytesOf(4 * MEBIBYTE))
      const file = await fileAt(place.source(), 'file')
      const body = await file.body(0, file.size)
      assert.ok(body instanceof ReadableStream)
      const reader = body.getReader()
      await reader.read()
      truncateSync(place.at('file'), MEBIBYTE)
      await assert.rejects(async () => {
        while (!(await reader.read()).done);
      }, /has become shorter/)
      await eventually(() => place.descriptors().length === 0)
    },
  ],
  [
    'body() of a large file ends where it was to end, though the file becomes longer',
    async (place) => {
      place.write('file', bytesOf(2 * MEBIBYTE))
      const file = await fileAt(place.source(), 'file')
      const body = await file.body(0, file.size)
      appendFileSync(place.at('file'), 'more')
      const sent = await new Response(body).arrayBuffer()
      assert.equal(sent.byteLength, 2 * MEBIBYTE)
    },
  ],
  [
    'body() leaves nothing open when it is cancelled, before or while it is read',
    async (place) => {
      place.write('file', bytesOf(4 * MEBIBYTE))
      const file = await fileAt(place.source(), 'file')
      for (let turn = 0; turn < 20; turn++) {
        const body = (await file.body(0, file.size)) as ReadableStream
        assert.equal(place.descriptors().length, 1)
        const reader = body.getReader()
        if (turn % 4 === 1) await reader.read()
        if (turn % 4 === 2) reader.read().catch(() => {})
        if (turn % 4 === 3) await Promise.all([reader.read(), reader.cancel()])
        await reader.cancel()
        await eventually(() => place.descriptors().length === 0)
      }
    },
  ],
  [
    'body() leaves nothing open when it is dropped without being read',
    async (place) => {
      place.write('file', bytesOf(2 * MEBIBYTE))
      const file = await fileAt(place.source(), 'file')
      for (let turn = 0; turn < 20; turn++) await file.body(0, file.size)
      await eventually(() => {
        place.runtime.gc()
        return place.descriptors().length === 0
      })
    },
  ],
  [
    'body() reads nothing ahead of who reads it',
    async (place) => {
      place.write('file', bytesOf(4 * MEBIBYTE))
      const file = await fileAt(place.source(), 'file')
      const body = (await file.body(0, file.size)) as ReadableStream
      truncateSync(place.at('file'), 0)
      await assert.rejects(new Response(body).arrayBuffer())
    },
  ],
  [
    'find() says size and date of the file itself, also through a link',
    async (place) => {
      place.write('file', 'hello')
      place.link('link', 'file')
      const source = place.source()
      const [file, link] = [await fileAt(source, 'file'), await fileAt(source, 'link')]
      assert.equal(file.size, 5)
      assert.equal(link.size, 5)
      assert.ok(Number.isInteger(file.lastModified))
      assert.ok(Math.abs(file.lastModified - Date.now()) < 60_000)
      assert.equal(await textOf(link, 1, 4), 'ell')
    },
  ],
]
