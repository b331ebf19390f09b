/** What these adapters use of Workers: of all streams, its length alone reaches the wire. */
declare class FixedLengthStream {
  constructor(size: number)
  readonly readable: ReadableStream<Uint8Array>
  readonly writable: WritableStream<Uint8Array>
}

const known = new WeakSet<ReadableStream>()

/** A stream of so many bytes: fewer or more are an error. */
export function fixedLengthStream(size: number): FixedLengthStream {
  const stream = new FixedLengthStream(size)
  known.add(stream.readable)
  return stream
}

/** Sends a response with the length that it promises, whatever its body is. */
export function withLength(response: Response): Response {
  const { body, headers } = response
  const size = headers.get('Content-Length')
  if (body === null || size === null || known.has(body)) return response
  const { readable, writable } = fixedLengthStream(Number(size))
  body.pipeTo(writable).catch(() => {
    // The reader of the other end has seen it.
  })
  const encodeBody = headers.has('Content-Encoding') ? 'manual' : 'automatic'
  return new Response(readable, { status: response.status, headers, encodeBody } as ResponseInit)
}
