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

/** The same of text. */
export function textStreamOf(texts: AsyncIterable<string>): ReadableStream<Bytes> {
  return streamOf(encoded(texts))
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Bytes, void, void> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}
