import type { Exchange } from '../exchange.ts'
import type { Fields } from '../fields.ts'
import type { DirectoryEntry, Entry, Listed } from '../files/source.ts'
import { renderAttachment } from '../http/disposition.ts'
import { errorResponse } from '../page/error.ts'
import { type Sink, writtenStream } from '../sink.ts'
import type { Checksum } from './checksum.ts'
import { isSummed, type Packed, writeZip } from './pack.ts'
import { renderPlural } from './units.ts'
import { type Walked, walk } from './walk.ts'
import { zipSize } from './zip.ts'

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

/**
 * Answers with a folder as a ZIP file, which is made while it is sent. Its length is said where it
 * can be known at once. HEAD looks at nothing.
 */
export async function archiveResponse(
  exchange: Exchange,
  directory: DirectoryEntry,
  { name, form, isShown, checksum }: ArchiveOptions,
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
  const sum = checksum === undefined ? ownChecksum : () => checksum
  let foreseen = 0
  const foresee = (count: number) => {
    foreseen += count
  }
  const found = packed(walk(directory, { isShown, foresee }), name)
  const { ahead, isAll } = await lookAhead(found, () => foreseen <= AHEAD)
  const size = isAll ? zipSize(ahead, isSummed) : null
  const count = renderPlural(foreseen > AHEAD ? AHEAD : ahead.length, 'entry')
  exchange.note('archive', `a zip of ${isAll ? '' : 'more than '}${count}`)
  const entries = following(ahead, found)
  const isWhole = size !== null && size <= WHOLE
  const options = { isPromised: size !== null && !isWhole, readChecksum: sum }
  const zip = (sink: Sink) => writeZip(sink, entries, options)
  if (isWhole) {
    const stream = writtenStream(zip)
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
    return exchange.respond(200, bytes, { ...fields, 'Content-Length': String(bytes.length) })
  }
  const length: Fields = size === null ? {} : { 'Content-Length': String(size) }
  const body = exchange.platform.written?.(zip, size) ?? writtenStream(zip)
  return exchange.respond(200, body, { ...fields, ...length })
}

/** Where neither the source nor the runtime knows one, it is made in JavaScript. */
async function ownChecksum(): Promise<Checksum> {
  return (await import('./checksum.ts')).checksum
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

/** The first entries, and whether they are all; no more than one where that cannot be. */
async function lookAhead(
  entries: AsyncGenerator<Packed, void, void>,
  canBeAll: () => boolean,
): Promise<{ ahead: Packed[]; isAll: boolean }> {
  const ahead: Packed[] = []
  const until = performance.now() + AHEAD_MS
  do {
    const { done, value } = await entries.next()
    if (done) return { ahead, isAll: true }
    ahead.push(value)
  } while (ahead.length < AHEAD && canBeAll() && performance.now() < until)
  return { ahead, isAll: false }
}

/** What has been sent is let go: a small file keeps its bytes. */
async function* following(ahead: Packed[], rest: AsyncGenerator<Packed, void, void>) {
  try {
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) yield next
    yield* rest
  } finally {
    await rest.return()
  }
}
