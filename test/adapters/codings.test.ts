import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { codings } from '../../src/adapters/codings.ts'

const decode = { zstd: zstdDecompressSync, br: brotliDecompressSync, gzip: gunzipSync }

const CHUNK = 65_536

/** Noise, in chunks that are made when they are asked for. */
function noise(chunks: number) {
  const seen = { read: 0 }
  const cancelled = Promise.withResolvers<void>()
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.read === chunks) return controller.close()
        seen.read++
        controller.enqueue(crypto.getRandomValues(new Uint8Array(CHUNK)))
      },
      cancel: () => cancelled.resolve(),
    },
    { highWaterMark: 0 },
  )
  return { body, seen, cancelled: cancelled.promise }
}

test('codings has the cheapest first', () => {
  expect(Object.keys(codings)).toEqual(['zstd', 'br', 'gzip'])
})

for (const [name, coder] of Object.entries(codings)) {
  const decodeBody = decode[name as keyof typeof decode]

  test(`codings.${name} can be decoded`, async () => {
    const text = 'let answer = 42\n'.repeat(20_000)
    const coded = await new Response(coder(new Response(text).body!, text.length)).arrayBuffer()
    expect(coded.byteLength).toBeLessThan(text.length / 10)
    expect(decodeBody(new Uint8Array(coded)).toString()).toBe(text)
    const unknown = await new Response(coder(new Response(text).body!, null)).arrayBuffer()
    expect(decodeBody(new Uint8Array(unknown)).toString()).toBe(text)
    const nothing = await new Response(coder(new Response('').body!, 0)).arrayBuffer()
    expect(decodeBody(new Uint8Array(nothing)).length).toBe(0)
  })

  test(`codings.${name} reads no faster than it is read, and is cancelled`, async () => {
    const { body, seen, cancelled } = noise(1000)
    const reader = coder(body, 1000 * CHUNK).getReader()
    await reader.read()
    await reader.cancel()
    await cancelled
    expect(seen.read).toBeLessThan(100)
  })

  test(`codings.${name} fails with what it reads from`, async () => {
    const { body } = noise(4)
    const broken = new TransformStream<Uint8Array, Uint8Array>({
      flush: () => {
        throw new Error('the disk is gone')
      },
    })
    const coded = new Response(coder(body.pipeThrough(broken), null))
    await expect(coded.arrayBuffer()).rejects.toThrow('the disk is gone')
  })
}
