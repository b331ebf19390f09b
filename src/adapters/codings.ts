import { constants, createBrotliCompress, createGzip, createZstdCompress } from 'node:zlib'
import { webCodings } from '../core/coding.ts'
import type { Coder, Codings } from '../core/platform.ts'

/** What is used of a stream of `node:zlib`. */
interface Compressor extends AsyncIterable<Uint8Array<ArrayBuffer>> {
  readonly destroyed: boolean
  write(chunk: Uint8Array): boolean
  flush(): void
  end(): void
  destroy(error?: Error): void
  once(event: 'drain' | 'close', listener: () => void): void
  off(event: 'drain' | 'close', listener: () => void): void
}

/**
 * What Node, Bun and Deno can make of a body on its way: zstd, which costs the least time, brotli at
 * the level where it costs about as much as gzip, and gzip.
 */
export const codings: Codings = {
  zstd: coderOf((size) =>
    createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: windowOf(size) } }),
  ),
  br: coderOf((size) =>
    createBrotliCompress({
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_LGWIN]: windowOf(size),
        [constants.BROTLI_PARAM_SIZE_HINT]: Math.min(size ?? 0, 2 ** 30),
      },
    }),
  ),
  gzip: (body, size) => (size === null ? lateGzip : webCodings.gzip!)(body, size),
}

/** `CompressionStream` keeps what it has until it has more. */
const lateGzip = coderOf(() => createGzip())

/** How many bytes back a repetition is looked for, as a power of two: no more than there are. */
function windowOf(size: number | null): number {
  return Math.min(20, Math.max(10, Math.ceil(Math.log2(size ?? 2 ** 20))))
}

/**
 * A coder that reads as fast as it is read itself: `Duplex.toWeb` has no backpressure on Deno, where
 * a slow client would have a whole file in memory.
 */
function coderOf(create: (size: number | null) => Compressor): Coder {
  return (body, size) => {
    const compressor = create(size)
    const reader = body.getReader()
    const coded = compressor[Symbol.asyncIterator]()
    feed(reader, compressor, size === null).catch((error) => compressor.destroy(error))
    return new ReadableStream(
      {
        async pull(controller) {
          const { done, value } = await coded.next()
          if (done) controller.close()
          else controller.enqueue(value)
        },
        async cancel(reason) {
          compressor.destroy()
          await reader.cancel(reason)
        },
      },
      { highWaterMark: 0 },
    )
  }
}

/** What is made on the way is passed on as it comes. */
async function feed(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  compressor: Compressor,
  isLate: boolean,
): Promise<void> {
  for (;;) {
    const { done, value } = await reader.read()
    if (compressor.destroyed) return
    if (done) return compressor.end()
    const hasRoom = compressor.write(value)
    if (isLate) compressor.flush()
    if (!hasRoom) await untilDrained(compressor)
  }
}

/** Until there is room for more, or nobody reads any more. */
function untilDrained(compressor: Compressor): Promise<void> {
  return new Promise((resolve) => {
    function settle() {
      compressor.off('drain', settle)
      compressor.off('close', settle)
      resolve()
    }
    compressor.once('drain', settle)
    compressor.once('close', settle)
  })
}
