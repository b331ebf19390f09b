import type { FileEntry } from '../../core/files/source.ts'
import type { ResponseBody } from '../../core/http/body.ts'
import type { Disk } from './disk.ts'
import { type Found, isAbsence } from './folder.ts'
import { type Asking, ask, type Pace } from './question.ts'
import { isSame, isSettled } from './stats.ts'
import { streamOf, transferOf } from './transfer.ts'

/** The largest file whose bytes are kept. */
const KEPT = 64 * 1024
/** The largest part that is sent as bytes, in one piece. */
const WHOLE = 1024 * 1024
export interface DiskFileOptions {
  disk: Disk
  pace: Pace
  /** Is told how many bytes the file keeps in memory from now on. */
  onKeep?: (size: number) => void
}

/** A file of the disk, as it was found. */
export class DiskFile implements FileEntry {
  readonly kind = 'file'
  readonly name: string
  readonly size: number
  readonly lastModified: number
  readonly #found: Found
  readonly #options: DiskFileOptions
  #bytes: Uint8Array<ArrayBuffer> | null = null

  constructor(name: string, found: Found, options: DiskFileOptions) {
    this.name = name
    this.size = found.stats.size
    this.lastModified = Math.floor(found.stats.mtimeMs)
    this.#found = found
    this.#options = options
  }

  body(start: number, end: number): ResponseBody | null | Promise<ResponseBody | null> {
    if (this.#bytes !== null) return part(this.#bytes, start, end)
    const { disk, pace } = this.#options
    if (this.size <= KEPT) {
      const bytes = pace.answer(readChecked(disk, this.#found, 0, this.size))
      return bytes instanceof Promise
        ? bytes.then((read) => this.#keep(read, start, end))
        : this.#keep(bytes, start, end)
    }
    if (end - start <= WHOLE) return pace.answer(readChecked(disk, this.#found, start, end))
    return pace.answer(streamChecked(this.#options, this.#found, start, end))
  }

  #keep(bytes: Uint8Array<ArrayBuffer> | null, start: number, end: number): ResponseBody | null {
    if (bytes === null) return null
    if (this.#bytes === null && isSettled(this.#found.stats)) {
      this.#bytes = bytes
      this.#options.onKeep?.(bytes.length)
    }
    return part(bytes, start, end)
  }
}

function part(bytes: Uint8Array<ArrayBuffer>, start: number, end: number): Uint8Array<ArrayBuffer> {
  return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end)
}

/** Opens what was found; `null`: it is no longer that. */
function* openChecked(disk: Disk, { real, stats }: Found): Asking<number | null> {
  let descriptor: number
  try {
    descriptor = yield* ask(disk.open(real))
  } catch (error) {
    if (isAbsence(error)) return null
    throw error
  }
  try {
    const isThis = isSame(yield* ask(disk.fstat(descriptor)), stats)
    if (isThis && (yield* ask(disk.realpath(real))) === real) return descriptor
  } catch (error) {
    yield* ask(disk.close(descriptor))
    if (isAbsence(error)) return null
    throw error
  }
  yield* ask(disk.close(descriptor))
  return null
}

/** The bytes of a part; `null`: it is no longer the file that was found. */
function* readChecked(
  disk: Disk,
  found: Found,
  start: number,
  end: number,
): Asking<Uint8Array<ArrayBuffer> | null> {
  const descriptor = yield* openChecked(disk, found)
  if (descriptor === null) return null
  try {
    const bytes = new Uint8Array(end - start)
    for (let filled = 0; filled < bytes.length; ) {
      const count = yield* ask(disk.read(descriptor, bytes, filled, start + filled))
      if (count === 0) return null
      filled += count
    }
    return isSame(yield* ask(disk.fstat(descriptor)), found.stats) ? bytes : null
  } finally {
    yield* ask(disk.close(descriptor))
  }
}

/** The stream of a part; `null`: it is no longer the file that was found. */
function* streamChecked(
  place: DiskFileOptions,
  found: Found,
  start: number,
  end: number,
): Asking<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
  const descriptor = yield* openChecked(place.disk, found)
  if (descriptor === null) return null
  return streamOf(transferOf({ descriptor, path: found.real, start, end }, place))
}
