import { describe, expect, test } from 'vitest'
import { type WriteBody, writtenStream } from '../../src/core/sink.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

const streamOf = (...pieces: Uint8Array<ArrayBuffer>[]) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })

async function read(write: WriteBody): Promise<number[]> {
  return [...new Uint8Array(await new Response(writtenStream(write)).arrayBuffer())]
}

describe('writtenStream()', () => {
  test('gives what is written, and what the streams have that are sent', async () => {
    const seen: number[] = []
    const all = await read(async (sink) => {
      await sink.write(bytes(1))
      await sink.send(bytes(2), streamOf(bytes(3, 4), bytes(5)), (some) => {
        seen.push(...some)
      })
      await sink.send(bytes(6), streamOf(bytes(7)), null)
      await sink.write(bytes(8))
    })
    expect([all, seen]).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [3, 4, 5],
    ])
  })

  test('begins when it is read', async () => {
    let count = 0
    const reader = writtenStream(async (sink) => {
      for (;;) {
        count++
        await sink.write(bytes(count))
      }
    }).getReader()
    await Promise.resolve()
    expect(count).toBe(0)
    await reader.read()
    await reader.read()
    // The next one waits until somebody asks for it.
    expect(count).toBeLessThan(4)
    await reader.cancel()
  })

  test('serves more than one read at once', async () => {
    const reader = writtenStream(async (sink) => {
      await sink.write(bytes(1))
      await sink.write(bytes(2))
    }).getReader()
    const reads = await Promise.all([reader.read(), reader.read(), reader.read()])
    expect(reads.map(({ value }) => value?.[0])).toEqual([1, 2, undefined])
  })

  test('fails as what writes it, and as what is sent', async () => {
    const failing: WriteBody[] = [
      () => Promise.reject(new Error('broken')),
      (sink) => sink.write(bytes(1)).then(() => Promise.reject(new Error('broken'))),
      (sink) =>
        sink.send(
          bytes(1),
          new ReadableStream({ pull: (controller) => controller.error(new Error('broken')) }),
          null,
        ),
    ]
    for (const write of failing) await expect(read(write)).rejects.toThrow('broken')
  })

  test.each([0, 1, 2])('ends what it sends when it is cancelled after %d reads', async (reads) => {
    let isCancelled = false
    const sent = new ReadableStream({
      pull: (controller) => controller.enqueue(bytes(1)),
      cancel() {
        isCancelled = true
      },
    })
    let failure: unknown
    const reader = writtenStream(async (sink) => {
      await sink.write(bytes(0))
      await sink.send(bytes(1), sent, null).catch((error) => (failure = error))
    }).getReader()
    await reader.read()
    for (let count = 0; count < reads; count++) await reader.read()
    await reader.cancel()
    expect(isCancelled).toBe(true)
    expect(failure).toBeInstanceOf(Error)
  })
})
