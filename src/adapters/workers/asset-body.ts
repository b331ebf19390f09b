import type { ResponseBody } from '../../core/http/body.ts'
import type { ByteRange } from '../../core/http/range.ts'
import { fillableStream } from './native-stream.ts'

/** What these adapters use of an assets binding. */
export interface AssetsBinding {
  fetch(url: string): Promise<Response>
}

/** A file in the assets: one piece under its hash, or pieces of one part size. */
export interface StoredFile {
  readonly hash: string
  /** Bytes. */
  readonly size: number
  readonly partSize: number
}

/** A part of one asset. */
interface Piece extends ByteRange {
  readonly asset: string
  readonly isWhole: boolean
}

/** Up to here a whole file is read before it is sent: that costs less than a stream. */
const SMALL = 64 * 1024

/** Bytes that are read at once where a piece is sent in part. */
const READ_SIZE = 64 * 1024

/** Reads an asset; `null`: there is none. */
export async function readAsset(binding: AssetsBinding, asset: string): Promise<Response | null> {
  const response = await binding.fetch(`https://assets.invalid/${asset}`)
  if (response.status === 200) return response
  await response.body?.cancel()
  if (response.status === 404) return null
  throw new Error(`Cannot read asset "${asset}": status ${response.status}`)
}

/** The bytes of a range, with only the assets fetched that hold some; `null`: one is missing. */
export async function assetBody(
  binding: AssetsBinding,
  file: StoredFile,
  range: ByteRange,
): Promise<ResponseBody | null> {
  const size = range.end - range.start
  const [first, ...others] = piecesOf(file, range)
  if (first === undefined) return new Uint8Array(0)

  const response = await readAsset(binding, first.asset)
  if (response?.body == null) return null
  if (size === file.size && size <= SMALL) return exactly(await response.arrayBuffer(), size)

  const { body } = response
  return fillableStream((writable) => send(binding, body, first, others, writable), size)
}

/** The pieces that hold a range, in order, each with what is wanted of it. */
function piecesOf({ hash, size, partSize }: StoredFile, { start, end }: ByteRange): Piece[] {
  const pieces: Piece[] = []
  for (let from = Math.floor(start / partSize) * partSize; from < end; from += partSize) {
    const length = Math.min(partSize, size - from)
    const wanted = { start: Math.max(start - from, 0), end: Math.min(end - from, length) }
    pieces.push({
      ...wanted,
      asset: size <= partSize ? hash : `${hash}.${from / partSize}`,
      isWhole: wanted.start === 0 && wanted.end === length,
    })
  }
  return pieces
}

function exactly(bytes: ArrayBuffer, size: number): ArrayBuffer {
  if (bytes.byteLength === size) return bytes
  throw new Error(`Cannot send an asset: ${bytes.byteLength} bytes where ${size} are promised`)
}

/** Sends one piece after the other; a piece is opened when its turn has come. */
async function send(
  binding: AssetsBinding,
  body: ReadableStream<Uint8Array>,
  first: Piece,
  others: Piece[],
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  await sendPiece(body, first, writable)
  for (const piece of others) {
    const response = await readAsset(binding, piece.asset)
    if (response?.body == null) throw new Error(`Cannot go on: no asset "${piece.asset}"`)
    await sendPiece(response.body, piece, writable)
  }
}

async function sendPiece(
  body: ReadableStream<Uint8Array>,
  { start, end, isWhole }: Piece,
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  // Whole, the bytes never pass through JavaScript.
  if (isWhole) return body.pipeTo(writable, { preventClose: true, preventAbort: true })

  const reader = body.getReader({ mode: 'byob' })
  const writer = writable.getWriter()
  try {
    for (let at = 0; at < end; ) {
      const wanted = Math.min(READ_SIZE, (at < start ? start : end) - at)
      const { done, value } = await reader.read(new Uint8Array(wanted))
      if (done) throw new Error('Cannot go on: an asset is shorter than it was')
      at += value.length
      if (at > start) await writer.write(value)
    }
  } finally {
    writer.releaseLock()
    await reader.cancel()
  }
}
