import type { Exchange, Fields } from '../exchange.ts'
import type { DirectoryEntry, Entry, FileEntry, Listed } from '../files/source.ts'
import { renderAttachment } from '../http/disposition.ts'
import { errorResponse } from '../page/error.ts'
import { type Checksum, checksum } from './checksum.ts'
import { streamOf } from './stream.ts'
import { renderPlural } from './units.ts'
import { type Walked, walk } from './walk.ts'
import { type ZipEntry, ZipWriter } from './zip.ts'

/** Up to here a file is read before its header is sent, which then has its checksum. */
const SMALL = 64 * 1024

/** Up to here an archive is made before it is sent: then its length is that of what it has. */
const WHOLE = 256 * 1024

/** How far it is looked ahead for the length: entries, and milliseconds. */
const AHEAD = 2000
const AHEAD_MS = 500

export interface ArchiveOptions {
  /** What the archive is called, without its extension, and the folder in it. */
  readonly name: string
  readonly form: string
  readonly isShown: (listed: Listed) => boolean
  /** @default in JavaScript */
  readonly checksum?: Checksum | undefined
}

/** A file or a folder on its way into an archive. */
interface Packed extends ZipEntry {
  readonly file: FileEntry | null
  readonly folder: DirectoryEntry
}

/**
 * Answers with a folder as a ZIP file, which is made while it is sent. Its length is said where it
 * can be known at once. HEAD looks at nothing.
 */
export async function archiveResponse(
  exchange: Exchange,
  directory: DirectoryEntry,
  { name, form, isShown, checksum: sum = checksum }: ArchiveOptions,
): Promise<Response> {
  if (form !== 'zip') {
    exchange.note('archive', `no archive of this form: ${form}`)
    const detail = 'A folder can be had as an archive of one form: ?archive=zip'
    return errorResponse(exchange, { status: 400, detail })
  }
  const fields = {
    'Content-Type': 'application/zip',
    'Content-Disposition': renderAttachment(`${name}.zip`),
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'none',
  }
  if (exchange.method === 'HEAD') {
    exchange.note('archive', 'a zip of the folder')
    return exchange.respond(200, null, fields)
  }
  const found = packed(walk(directory, { isShown }), name)
  const { ahead, isAll } = await lookAhead(found)
  const size = isAll ? zipSize(ahead) : null
  exchange.note(
    'archive',
    `a zip of ${isAll ? '' : 'more than '}${renderPlural(ahead.length, 'entry')}`,
  )
  if (size !== null && size <= WHOLE) {
    const stream = streamOf(zipBytes(following(ahead, found), false, sum))
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
    return exchange.respond(200, bytes, { ...fields, 'Content-Length': String(bytes.length) })
  }
  const length: Fields = size === null ? {} : { 'Content-Length': String(size) }
  const bytes = zipBytes(following(ahead, found), size !== null, sum)
  return exchange.respond(200, streamOf(bytes), { ...fields, ...length })
}

async function* packed(
  batches: AsyncIterable<Walked[]>,
  name: string,
): AsyncGenerator<Packed, void, void> {
  for await (const batch of batches) {
    for (const { path, entry, folder } of batch) yield packedOf(`${name}/${path}`, entry, folder)
  }
}

/** A backslash would lead elsewhere on Windows: it stands as it does in a URL. */
function packedOf(path: string, entry: Entry, folder: DirectoryEntry): Packed {
  const { lastModified } = entry
  const plain = path.replaceAll('\\', '%5C')
  return entry.kind === 'file'
    ? { path: plain, size: entry.size, lastModified, file: entry, folder }
    : { path: `${plain}/`, size: 0, lastModified, file: null, folder }
}

/** The first entries, and whether they are all. */
async function lookAhead(
  entries: AsyncGenerator<Packed, void, void>,
): Promise<{ ahead: Packed[]; isAll: boolean }> {
  const ahead: Packed[] = []
  const until = performance.now() + AHEAD_MS
  while (ahead.length < AHEAD && performance.now() < until) {
    const { done, value } = await entries.next()
    if (done) return { ahead, isAll: true }
    ahead.push(value)
  }
  return { ahead, isAll: false }
}

async function* following(ahead: Packed[], rest: AsyncGenerator<Packed, void, void>) {
  try {
    yield* ahead
    yield* rest
  } finally {
    await rest.return()
  }
}

/** What an archive of these entries has, in bytes. */
function zipSize(entries: readonly Packed[]): number {
  const zip = new ZipWriter()
  for (const entry of entries) {
    zip.begin(entry, isSmall(entry) ? 0 : null)
    zip.finish(entry, 0)
  }
  zip.end()
  return zip.size
}

function isSmall({ size }: ZipEntry): boolean {
  return size <= SMALL
}

/**
 * The bytes of an archive; each file is opened when its turn has come.
 *
 * @throws {Error} when a file is not what was promised
 */
async function* zipBytes(
  entries: AsyncIterable<Packed>,
  isPromised: boolean,
  checksumOf: Checksum,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const zip = new ZipWriter()
  for await (const found of entries) {
    const opened = await open(found, isPromised)
    if (opened === null) continue
    const { entry, body } = opened
    if (isSmall(entry)) {
      const bytes = await bytesOf(body)
      expectSize(entry, bytes.length)
      const sum = checksumOf(bytes, 0)
      yield joined(zip.begin(entry, sum), bytes)
      zip.finish(entry, sum)
    } else {
      yield zip.begin(entry, null)
      const sum = yield* streamed(entry, body, checksumOf)
      yield zip.finish(entry, sum)
    }
  }
  yield zip.end()
}

interface Opened {
  readonly entry: Packed
  readonly body: BodyInit
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

async function bytesOf(body: BodyInit): Promise<Uint8Array<ArrayBuffer>> {
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>
  return new Uint8Array(await new Response(body).arrayBuffer())
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

/** Passes the bytes of a file on, and returns their checksum. */
async function* streamed(
  entry: Packed,
  body: BodyInit,
  checksumOf: Checksum,
): AsyncGenerator<Uint8Array<ArrayBuffer>, number, void> {
  const stream = body instanceof ReadableStream ? body : new Response(body).body!
  const reader = (stream as ReadableStream<Uint8Array<ArrayBuffer>>).getReader()
  let sum = 0
  let size = 0
  try {
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
