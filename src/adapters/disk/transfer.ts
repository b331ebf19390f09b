import type { Bytes } from '../../core/sink.ts'
import type { Disk } from './disk.ts'

/** A part of an open file, on its way to one client. Whoever holds it closes it. */
export interface Transfer {
  readonly descriptor: number
  /** The real path, as it was when the file was opened. */
  readonly path: string
  readonly start: number
  readonly end: number
  /** Fills a buffer from `position` on, as far as the part goes; it fails when the file has less. */
  read(buffer: Bytes, position: number): Promise<Bytes>
  /** May be called at any time and more than once; a read that is under way ends first. */
  close(): void
}

/** Bytes that one read brings, while few files are on their way, and while many are. */
const LARGE = 1024 * 1024
const SMALL = 256 * 1024
/** So many clients get their files in large pieces. */
const FEW = 8

let openCount = 0

/** How much is to be read at once: each client keeps one piece or more of it in memory. */
export function pieceSize(): number {
  return openCount > FEW ? SMALL : LARGE
}

/** The streams nobody has read from, and what they would send. */
const untouched = new WeakMap<ReadableStream, Transfer>()
let untouchedCount = 0

/** A stream that is dropped without being read or cancelled must not keep its file open. */
const dropped = new FinalizationRegistry<Transfer>((transfer) => {
  untouchedCount--
  transfer.close()
})

export function transferOf(
  disk: Disk,
  { descriptor, path, start, end }: Pick<Transfer, 'descriptor' | 'path' | 'start' | 'end'>,
): Transfer {
  let isClosed = false
  let isReading = false
  const closeNow = () => disk.fs.close(descriptor, () => {})
  openCount++

  return {
    descriptor,
    path,
    start,
    end,
    async read(buffer, position) {
      const wanted = buffer.subarray(0, Math.min(buffer.length, end - position))
      isReading = true
      try {
        for (let filled = 0; filled < wanted.length; ) {
          if (isClosed) throw new Error(`Cannot send "${path}": it was closed`)
          const count = await disk.read(descriptor, wanted, filled, position + filled).later()
          if (count === 0) throw new Error(`Cannot send "${path}": it has become shorter`)
          filled += count
        }
      } finally {
        isReading = false
        if (isClosed) closeNow()
      }
      return wanted
    },
    close() {
      if (isClosed) return
      isClosed = true
      openCount--
      if (!isReading) closeNow()
    },
  }
}

/** The bytes of a transfer: exactly the promised ones, or an error. */
export function streamOf(transfer: Transfer, piece?: number): ReadableStream<Bytes> {
  let position = transfer.start
  const stream = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        touch(stream)
        try {
          const bytes = new Uint8Array(Math.min(piece ?? pieceSize(), transfer.end - position))
          await transfer.read(bytes, position)
          position += bytes.length
          controller.enqueue(bytes)
          if (position === transfer.end) controller.close()
        } catch (error) {
          position = transfer.end
          throw error
        } finally {
          if (position === transfer.end) transfer.close()
        }
      },
      cancel() {
        touch(stream)
        transfer.close()
      },
    },
    { highWaterMark: 0 },
  )
  untouched.set(stream, transfer)
  dropped.register(stream, transfer, stream)
  untouchedCount++
  return stream
}

/**
 * Takes the file out of a response whose body is one, untouched, so that the caller sends it and
 * closes it; `null`: the response has to be sent as it is.
 */
export function takeTransfer(response: Response): Transfer | null {
  if (untouchedCount === 0 || response.body === null) return null
  return touch(response.body)
}

/** As `takeTransfer`, of a stream. */
export function transferIn(stream: ReadableStream): Transfer | null {
  return touch(stream)
}

function touch(stream: ReadableStream): Transfer | null {
  const transfer = untouched.get(stream) ?? null
  if (transfer === null) return null
  untouched.delete(stream)
  dropped.unregister(stream)
  untouchedCount--
  return transfer
}
