// Streams that the runtime fills and empties by itself: their bytes never pass through JavaScript.

import type { Bytes } from '../../core/sink.ts'

interface Passage {
  readonly readable: ReadableStream<Bytes>
  readonly writable: WritableStream<Bytes>
}

/** What these adapters use of Workers: of all streams, the length of the first alone reaches the wire. */
declare const FixedLengthStream: new (size: number) => Passage
declare const IdentityTransformStream: new () => Passage

/** Sends all that a body has to a stream, which stays open. */
export type Fill = (writable: WritableStream<Bytes>) => Promise<void>

const sized = new WeakSet<ReadableStream>()
const unfilled = new WeakMap<ReadableStream, Fill>()

/** A stream that is filled from now on, with so many bytes: fewer or more are an error. */
export function filledStream(fill: Fill, size: number | null): ReadableStream<Bytes> {
  const { readable, writable } =
    size === null ? new IdentityTransformStream() : new FixedLengthStream(size)
  if (size !== null) sized.add(readable)
  fillAll(fill, writable).catch(() => {
    // The reader of the other end has seen it: the body is shorter than promised.
  })
  return readable
}

async function fillAll(fill: Fill, writable: WritableStream<Bytes>): Promise<void> {
  try {
    await fill(writable)
    await writable.close()
  } catch (error) {
    await writable.abort(error)
    throw error
  }
}

/**
 * A stream that is filled when it is read. What fills it may be taken out before: no native stream can
 * be piped into another one that was made here.
 */
export function fillableStream(fill: Fill, size: number): ReadableStream<Bytes> {
  let reader: ReadableStreamDefaultReader<Bytes> | undefined
  const begun = () => {
    unfilled.delete(stream)
    reader ??= filledStream(fill, size).getReader()
    return reader
  }
  const stream = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const { done, value } = await begun().read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => begun().cancel(reason),
    },
    { highWaterMark: 0 },
  )
  unfilled.set(stream, fill)
  return stream
}

/** Takes out what would fill a stream that nobody has read from; `null`: it has to be read. */
export function takeFill(stream: ReadableStream): Fill | null {
  const fill = unfilled.get(stream) ?? null
  unfilled.delete(stream)
  return fill
}

/** Sends a response with the length that it promises, whatever its body is. */
export function withLength(response: Response): Response {
  const { body, headers } = response
  const size = headers.get('Content-Length')
  if (body === null || size === null || sized.has(body)) return response
  const fill = takeFill(body) ?? ((writable) => body.pipeTo(writable, { preventClose: true }))
  const encodeBody = headers.has('Content-Encoding') ? 'manual' : 'automatic'
  const init = { status: response.status, headers, encodeBody } as ResponseInit
  return new Response(filledStream(fill, Number(size)), init)
}
