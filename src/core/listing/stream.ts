type Bytes = Uint8Array<ArrayBuffer>

/** A body that is made while it is sent: nothing begins before the first byte is asked for. */
export function streamOf(chunks: AsyncGenerator<Bytes, void, void>): ReadableStream<Bytes> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return()
      },
    },
    { highWaterMark: 0 },
  )
}

/** What is sent costs as much for a byte as for so many. */
const PIECE = 64 * 1024

/** Small chunks as larger ones; the first is passed on as it comes. */
export async function* gathered(chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void, void> {
  let parts: Bytes[] = []
  let size = PIECE
  for await (const chunk of chunks) {
    size += chunk.length
    const isLarge = chunk.length >= PIECE
    if (!isLarge) parts.push(chunk)
    if (size < PIECE) continue
    if (parts.length > 0) yield joined(parts)
    if (isLarge) yield chunk
    parts = []
    size = 0
  }
  if (parts.length > 0) yield joined(parts)
}

function joined(parts: readonly Bytes[]): Bytes {
  if (parts.length === 1) return parts[0]!
  const all = new Uint8Array(parts.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Makes the next while the one before it is on its way. */
export async function* inTime<T>(
  items: AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  let next = items.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = items.next()
      next.catch(() => {}) // it is told when its turn has come
      yield value
    }
  } finally {
    await items.return()
  }
}

/** `streamOf` of text. */
export function textStreamOf(texts: AsyncIterable<string>): ReadableStream<Bytes> {
  return streamOf(encoded(texts))
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Bytes, void, void> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}
