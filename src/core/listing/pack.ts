import type { DirectoryEntry, FileEntry } from '../files/source.ts'
import type { ResponseBody } from '../http/body.ts'
import type { Bytes, Sink } from '../sink.ts'
import type { Checksum } from './checksum.ts'
import { GatheringSink } from './gathering-sink.ts'
import { type ZipEntry, ZipWriter } from './zip.ts'

/** Up to here a file is read before its header is sent, which then has its checksum. */
const READ = 1024 * 1024

/** A file or a folder on its way into an archive. */
export interface Packed extends ZipEntry {
  readonly file: FileEntry | null
  readonly folder: DirectoryEntry
}

type Stream = ReadableStream<Bytes>

/** Whether the header of an entry has its checksum; else that stands behind the bytes. */
export function isSummed({ size, file }: Packed): boolean {
  return size <= READ || file?.crc32 !== undefined
}

export interface PackOptions {
  /** Whether the sizes of the entries have been told: then no other file takes the place of one. */
  readonly isPromised: boolean
  readonly readChecksum: () => Checksum | Promise<Checksum>
}

interface Opened {
  readonly entry: Packed
  readonly body: ResponseBody
}

/** Packs files and folders, one after the other; each file is opened when its turn has come. */
class Pack {
  readonly #sink: Sink
  readonly #options: PackOptions
  readonly #zip = new ZipWriter()

  constructor(sink: Sink, options: PackOptions) {
    this.#sink = sink
    this.#options = options
  }

  /** @throws {Error} when a file is not what was promised */
  async add(found: Packed): Promise<void> {
    const opened = await this.#open(found)
    if (opened === null) return
    const { entry, body } = opened
    const isLarge = entry.size > READ || (body instanceof ReadableStream && sumOf(entry) !== null)
    await (isLarge ? this.#addLarge(opened) : this.#addSmall(opened))
  }

  async end(): Promise<void> {
    await this.#sink.write(this.#zip.end())
  }

  /** What has changed since it was found is looked for once more, unless its size is promised. */
  async #open(entry: Packed): Promise<Opened | null> {
    const { path, file, folder } = entry
    if (file === null) return { entry, body: new Uint8Array() }
    const body = await file.body(0, file.size)
    if (body !== null) return { entry, body }
    const [again] = this.#options.isPromised ? [] : await folder.describe([file.name])
    if (again === null) return null
    const second = again?.kind === 'file' ? await again.body(0, again.size) : null
    if (again?.kind !== 'file' || second === null)
      throw new Error(`"${path}" changes while it is read`)
    const { size, lastModified } = again
    return { entry: { path, size, lastModified, file: again, folder }, body: second }
  }

  async #addSmall({ entry, body }: Opened): Promise<void> {
    const bytes = await bytesOf(body)
    expectSize(entry, bytes.length)
    const sum = sumOf(entry) ?? (await this.#options.readChecksum())(bytes, 0)
    await this.#sink.write(this.#zip.begin(entry, sum))
    await this.#sink.write(bytes)
    this.#zip.finish(entry, sum)
  }

  async #addLarge({ entry, body }: Opened): Promise<void> {
    const stream = (body instanceof ReadableStream ? body : new Response(body).body!) as Stream
    const known = sumOf(entry)
    let sum = known ?? 0
    const header = this.#zip.begin(entry, known)
    if (known !== null) await this.#sink.send(header, stream, null)
    else {
      const checksumOf = await this.#options.readChecksum()
      let size = 0
      await this.#sink.send(header, stream, (bytes) => {
        sum = checksumOf(bytes, sum)
        size += bytes.length
      })
      expectSize(entry, size)
    }
    await this.#sink.write(this.#zip.finish(entry, sum))
  }
}

/** The checksum that is known before the bytes are read; `null`: none is. */
function sumOf({ file }: Packed): number | null {
  return file === null ? 0 : (file.crc32 ?? null)
}

async function bytesOf(body: ResponseBody): Promise<Bytes> {
  if (body instanceof Uint8Array) return body as Bytes
  return new Uint8Array(await new Response(body).arrayBuffer())
}

function expectSize({ path, size }: ZipEntry, sent: number): void {
  if (sent === size) return
  throw new Error(`"${path}" has ${sent} bytes where ${size} are promised`)
}

/** Writes an archive of them. */
export async function writeZip(
  sink: Sink,
  entries: AsyncIterable<Packed>,
  options: PackOptions,
): Promise<void> {
  const gathered = new GatheringSink(sink)
  const pack = new Pack(gathered, options)
  for await (const entry of entries) await pack.add(entry)
  await pack.end()
  await gathered.flush()
}
