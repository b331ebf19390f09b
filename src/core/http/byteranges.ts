// Several ranges in one answer: RFC 9110 §14.6, §15.3.7.2.

import type { ResponseBody } from './body.ts'
import { type ByteRange, renderContentRange } from './range.ts'

/** One part of a `multipart/byteranges` body. */
export interface BytePart {
  /** The delimiter and the fields before the bytes. */
  readonly head: Uint8Array<ArrayBuffer>
  readonly range: ByteRange
}

/** A `multipart/byteranges` body before any of its bytes is read. */
export interface Byteranges {
  /** The `Content-Type`. */
  readonly type: string
  /** The `Content-Length`: bytes of the whole body. */
  readonly size: number
  readonly parts: readonly BytePart[]
  /** The delimiter after the last part. */
  readonly tail: Uint8Array<ArrayBuffer>
}

/** Gives the bytes of a range; `null`: it is no longer the representation that was found. */
export type ReadRange = (
  start: number,
  end: number,
) => ResponseBody | null | Promise<ResponseBody | null>

const encoder = new TextEncoder()

/**
 * Lays out a `multipart/byteranges` body: `ranges` of a representation of `size` bytes and the media
 * type `mediaType`. Where there is but one range, §15.3.7.2 asks for an answer without parts.
 */
export function byterangesOf(
  ranges: readonly ByteRange[],
  size: number,
  mediaType: string,
  boundary: string = crypto.randomUUID(),
): Byteranges {
  const parts = ranges.map((range, place) => {
    const delimiter = `${place === 0 ? '' : '\r\n'}--${boundary}\r\n`
    const contentRange = renderContentRange(range, size)
    const fields = `Content-Type: ${mediaType}\r\nContent-Range: ${contentRange}\r\n\r\n`
    return { head: encoder.encode(delimiter + fields), range }
  })
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`)
  const sizes = parts.map(({ head, range }) => head.byteLength + range.end - range.start)
  return {
    type: `multipart/byteranges; boundary=${boundary}`,
    size: sizes.reduce((sum, each) => sum + each, tail.byteLength),
    parts,
    tail,
  }
}

interface OpenPart {
  readonly range: ByteRange
  readonly reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>
  /** Bytes that are still to come. */
  left: number
}

/**
 * The body itself: asks `read` for one part after the other, each when the one before is sent.
 *
 * It yields exactly `size` bytes or fails. `first` is the body of the first part where the caller
 * has it open already; it is released with the stream.
 */
export function byterangesBody(
  { parts, tail }: Byteranges,
  read: ReadRange,
  first: ResponseBody | null = null,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let place = 0
  let ahead = first !== null && parts[0] ? openPart(parts[0].range, first) : null
  let open: OpenPart | null = null
  let isCancelled = false

  async function pull(controller: ReadableStreamDefaultController): Promise<void> {
    const chunk = open === null ? null : await nextChunk(open)
    if (chunk !== null) return controller.enqueue(chunk)

    const part = parts[place++]
    if (part === undefined) {
      controller.enqueue(tail)
      return controller.close()
    }
    const { start, end } = part.range
    open = ahead ?? openPart(part.range, await read(start, end))
    ahead = null
    if (isCancelled) await open.reader.cancel()
    else controller.enqueue(part.head)
  }

  function cancel(reason: unknown): Promise<void> | undefined {
    isCancelled = true
    return (open ?? ahead)?.reader.cancel(reason)
  }

  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 })
}

function openPart(range: ByteRange, body: ResponseBody | null): OpenPart {
  const stream = body === null ? null : new Response(body).body
  if (stream === null) throw broken(range, 'it is no longer what was found')
  return { range, reader: stream.getReader(), left: range.end - range.start }
}

/** `null`: the part is complete. */
async function nextChunk(part: OpenPart): Promise<Uint8Array<ArrayBuffer> | null> {
  const { done, value } = await part.reader.read()
  if (done) {
    if (part.left > 0) throw broken(part.range, `it ended ${part.left} bytes early`)
    return null
  }
  part.left -= value.byteLength
  if (part.left < 0) {
    await part.reader.cancel()
    throw broken(part.range, 'it has more bytes')
  }
  return value
}

function broken({ start, end }: ByteRange, reason: string): Error {
  return new Error(`Cannot send the bytes from ${start} to ${end}: ${reason}`)
}
