import type { Bytes } from '../../core/sink.ts'
import type { Disk } from './disk.ts'
import { type Asking, answerLater, ask, type Pace } from './question.ts'

/** A part of an open file, on its way to one client. Whoever holds it closes it. */
export interface Transfer {
  readonly descriptor: number
  /** The real path, as it was when the file was opened. */
  readonly path: string
  readonly start: number
  readonly end: number
  /** Fills a buffer from `position` on, as far as the part goes; it fails when the file has less. */
  read(buffer: Bytes, position: number): Promise<Bytes>
  /** As `read`, at once while the disk is quick. */
  readSoon(buffer: Bytes, position: number): Bytes | Promise<Bytes>
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
  return areFew() ? LARGE : SMALL
}

/** Whether few files are on their way. */
export function areFew(): boolean {
  return openCount <= FEW
}

/** The streams nobody has read from, and what they would send. */
const untouched = new WeakMap<ReadableStream, Transfer>()
let untouchedCount = 0

/** A stream that is dropped without being read or cancelled must not keep its file open. */
const dropped = new FinalizationRegistry<Transfer>((transfer) => {
  untouchedCount--
  transfer.close()
})

type Part = Pick<Transfer, 'descriptor' | 'path' | 'start' | 'end'>

interface Place {
  disk: Disk
  pace: Pace
}

export function transferOf(part: Part, place: Place): Transfer {
  return new OpenPart(part, place)
}

class OpenPart implements Transfer {
  readonly descriptor: number
  readonly path: string
  readonly start: number
  readonly end: number
  readonly #place: Place
  #isClosed = false
  #isReading = false

  constructor({ descriptor, path, start, end }: Part, place: Place) {
    this.descriptor = descriptor
    this.path = path
    this.start = start
    this.end = end
    this.#place = place
    openCount++
  }

  read(buffer: Bytes, position: number): Promise<Bytes> {
    return answerLater(this.#filled(buffer, position))
  }

  readSoon(buffer: Bytes, position: number): Bytes | Promise<Bytes> {
    return this.#place.pace.answer(this.#filled(buffer, position))
  }

  *#filled(buffer: Bytes, position: number): Asking<Bytes> {
    const { disk } = this.#place
    const wanted = buffer.subarray(0, Math.min(buffer.length, this.end - position))
    this.#isReading = true
    try {
      for (let filled = 0; filled < wanted.length; ) {
        if (this.#isClosed) throw new Error(`Cannot send "${this.path}": it was closed`)
        const reading = disk.read(this.descriptor, wanted, filled, position + filled)
        const count = yield* ask(reading)
        if (count === 0) throw new Error(`Cannot send "${this.path}": it has become shorter`)
        filled += count
      }
    } finally {
      this.#isReading = false
      if (this.#isClosed) this.#closeNow()
    }
    return wanted
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    openCount--
    if (!this.#isReading) this.#closeNow()
  }

  #closeNow(): void {
    this.#place.disk.fs.close(this.descriptor, () => {})
  }
}

/** How a stream reads. */
export interface StreamOptions {
  /** Bytes that a read brings. @default by how many files are on their way */
  piece?: number | undefined
  /** At once while the disk is quick. @default false */
  soon?: boolean
}

/** The bytes of a transfer: exactly the promised ones, or an error. */
export function streamOf(
  transfer: Transfer,
  { piece, soon = false }: StreamOptions = {},
): ReadableStream<Bytes> {
  let position = transfer.start
  const stream = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        touch(stream)
        try {
          const bytes = new Uint8Array(Math.min(piece ?? pieceSize(), transfer.end - position))
          await (soon ? transfer.readSoon(bytes, position) : transfer.read(bytes, position))
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
