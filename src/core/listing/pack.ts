import type { DirectoryEntry, FileEntry } from '../files/source.ts'
import type { ResponseBody } from '../http/body.ts'
import type { Checksum } from './checksum.ts'
import { type ZipEntry, ZipWriter } from './zip.ts'

/** Up to here a file is read before its header is sent, which then has its checksum. */
const READ = 1024 * 1024

/** A file or a folder on its way into an archive. */
export interface Packed extends ZipEntry {
  readonly file: FileEntry | null
  readonly folder: DirectoryEntry
}

type Bytes = Uint8Array<ArrayBuffer>

/** Whether the header of an entry has its checksum; else that stands behind the bytes. */
export function isSummed({ size, file }: Packed): boolean {
  return size <= READ || file?.crc32 !== undefined
}

/**
 * The bytes of an archive; each file is opened when its turn has come.
 *
 * @throws {Error} when a file is not what was promised
 */
export async function* zipBytes(
  entries: AsyncIterable<Packed>,
  isPromised: boolean,
  readChecksum: () => Checksum | Promise<Checksum>,
): AsyncGenerator<Bytes, void, void> {
  const zip = new ZipWriter()
  for await (const found of entries) {
    const opened = await open(found, isPromised)
    if (opened === null) continue
    const { entry, body } = opened
    const known = entry.file === null ? 0 : entry.file.crc32
    if (entry.size > READ && known !== undefined) {
      yield* streamed(opened, zip.begin(entry, known), () => known)
      yield zip.finish(entry, known)
    } else if (entry.size <= READ) {
      const bytes = await bytesOf(body)
      expectSize(entry, bytes.length)
      const sum = known ?? (await readChecksum())(bytes, 0)
      yield zip.begin(entry, sum)
      yield bytes
      zip.finish(entry, sum)
    } else {
      const sum = yield* streamed(opened, zip.begin(entry, null), await readChecksum())
      yield zip.finish(entry, sum)
    }
  }
  yield zip.end()
}

interface Opened {
  readonly entry: Packed
  readonly body: ResponseBody
}

/** What has changed since it was found is looked for once more, unless its size is promised. */
async function open(entry: Packed, isPromised: boolean): Promise<Opened | null> {
  const { path, file, folder } = entry
  if (file === null) return { entry, body: new Uint8Array() }
  const body = await file.body(0, file.size)
  if (body !== null) return { entry, body }
  const [again] = isPromised ? [] : await folder.describe([file.name])
  if (again === null) return null
  const second = again?.kind === 'file' ? await again.body(0, again.size) : null
  if (again?.kind !== 'file' || second === null)
    throw new Error(`"${path}" changes while it is read`)
  const { size, lastModified } = again
  return { entry: { path, size, lastModified, file: again, folder }, body: second }
}

async function bytesOf(body: ResponseBody): Promise<Bytes> {
  if (body instanceof Uint8Array) return body as Bytes
  return new Uint8Array(await new Response(body).arrayBuffer())
}

/** Passes the bytes of a file on, behind its header, and returns their checksum. */
async function* streamed(
  { entry, body }: Opened,
  header: Bytes,
  checksumOf: Checksum,
): AsyncGenerator<Bytes, number, void> {
  const stream = body instanceof ReadableStream ? body : new Response(body).body!
  const reader = (stream as ReadableStream<Bytes>).getReader()
  let sum = 0
  let size = 0
  try {
    yield header
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      sum = checksumOf(value, sum)
      size += value.length
      yield value
    }
  } finally {
    await reader.cancel()
  }
  expectSize(entry, size)
  return sum
}

function expectSize({ path, size }: ZipEntry, sent: number): void {
  if (sent === size) return
  throw new Error(`"${path}" has ${sent} bytes where ${size} are promised`)
}
