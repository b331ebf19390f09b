import type { Bytes } from '../sink.ts'

/** A text that is made while it is sent: nothing begins before the first byte is asked for. */
export function textStreamOf(texts: AsyncGenerator<string, void, void>): ReadableStream<Bytes> {
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await texts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await texts.return()
      },
    },
    { highWaterMark: 0 },
  )
}
