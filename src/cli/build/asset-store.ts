import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { FileEntry } from '../../core/files/source.ts'
import { unwritable } from './out-directory.ts'

/** Bytes of a piece: below the edge's 25 MiB an asset, and 1 GiB is fewer than 50 of them. */
export const PART_SIZE = 24 * 1024 * 1024

/** Up to here a file is hashed before it is written, so that known content is not written again. */
const SMALL = 1024 * 1024

/** An asset's name: 32 hex digits of a SHA-256, and the number of its piece. */
const ASSET = /^[0-9a-f]{32}(?:\.\d+)?$/

/** What a manifest says of content. */
export interface Sums {
  readonly hash: string
  readonly crc32: number
}

/** A folder of assets, each under the hash of its content. */
export interface AssetStore {
  /** `null`: it is no longer the file that was found. */
  addFile(file: FileEntry): Promise<Sums | null>
  /** Resolves to its name. */
  addText(text: string): Promise<string>
  /** The assets that were added. */
  readonly names: ReadonlySet<string>
  /** Counts a file as added that an earlier store of this folder has. */
  keepFile(hash: string, size: number): void
  /** Removes every asset that is neither in `names` nor in `others`. */
  prune(others?: ReadonlySet<string>): Promise<void>
}

export interface AssetStoreOptions {
  /** Where the assets are. */
  directory: string
  /** Where they are written before they have a name: on the same disk, and empty. */
  scratch: string
  /** @default PART_SIZE */
  partSize?: number
}

export function assetStore({
  directory,
  scratch,
  partSize = PART_SIZE,
}: AssetStoreOptions): AssetStore {
  const names = new Set<string>()
  let count = 0
  const nextScratch = () => join(scratch, String(count++))

  async function addFile(file: FileEntry): Promise<Sums | null> {
    const body = await file.body(0, file.size)
    if (body === null) return null
    const stream = new Response(body).body
    // An empty body is sent without an asset.
    if (stream === null || file.size === 0) return sumsOf(createHash('sha256'), 0)
    return file.size <= Math.min(SMALL, partSize)
      ? addBytes(await bytesOf(stream, file.size))
      : addStream(stream, file.size)
  }

  async function addBytes(bytes: Uint8Array): Promise<Sums> {
    const sums = sumsOf(createHash('sha256').update(bytes), crc32(bytes))
    const { hash } = sums
    if (await isNew(hash, bytes.length)) {
      const path = nextScratch()
      await written(directory, writeFile(path, bytes))
      await rename(path, join(directory, hash))
    }
    return sums
  }

  /** Writes the pieces while it hashes the whole: the file is read once, and never held. */
  async function addStream(stream: ReadableStream<Uint8Array>, size: number): Promise<Sums> {
    const hash = createHash('sha256')
    let sum = 0
    const pieces = pieceWriter(directory, nextScratch, partSize)
    try {
      for await (const chunk of stream) {
        hash.update(chunk)
        sum = crc32(chunk, sum)
        await pieces.write(chunk)
      }
    } finally {
      await pieces.close()
    }
    if (pieces.size !== size) throw new Error(`${pieces.size} bytes where ${size} were promised`)
    const sums = sumsOf(hash, sum)
    await adopt(pieces.paths, sums.hash)
    return sums
  }

  async function adopt(paths: readonly string[], hash: string): Promise<void> {
    for (const [index, path] of paths.entries()) {
      const name = paths.length === 1 ? hash : `${hash}.${index}`
      const { size } = await stat(path)
      if (await isNew(name, size)) await rename(path, join(directory, name))
      else await rm(path)
    }
  }

  async function isNew(name: string, size: number): Promise<boolean> {
    if (names.has(name)) return false
    names.add(name)
    const known = await stat(join(directory, name)).catch(() => null) // not there yet
    return known?.size !== size
  }

  function keepFile(hash: string, size: number): void {
    if (size === 0) return
    const parts = Math.ceil(size / partSize)
    if (parts === 1) names.add(hash)
    else for (let part = 0; part < parts; part++) names.add(`${hash}.${part}`)
  }

  async function prune(others: ReadonlySet<string> = new Set()): Promise<void> {
    for (const name of await readdir(directory)) {
      if (!ASSET.test(name) || names.has(name) || others.has(name)) continue
      await rm(join(directory, name), { force: true })
    }
  }

  return {
    names,
    addFile,
    addText: async (text) => (await addBytes(new TextEncoder().encode(text))).hash,
    keepFile,
    prune,
  }
}

/** Tells a disk that takes no more from a file that cannot be read. */
function written<T>(directory: string, writing: Promise<T>): Promise<T> {
  return writing.catch((error) => {
    throw unwritable(dirname(directory), error)
  })
}

function sumsOf(hash: Hash, sum: number): Sums {
  return { hash: hash.digest('hex').slice(0, 32), crc32: sum }
}

async function bytesOf(stream: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  if (bytes.length === size) return bytes
  throw new Error(`${bytes.length} bytes where ${size} were promised`)
}

/** Writes a stream of chunks into one file after the other, each of `partSize` bytes. */
function pieceWriter(directory: string, nextPath: () => string, partSize: number) {
  const paths: string[] = []
  let handle: FileHandle | null = null
  let size = 0

  async function write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      const room = partSize - (size % partSize)
      if (room === partSize) await next()
      const part = chunk.subarray(at, at + room)
      await written(directory, handle!.writeFile(part))
      at += part.length
      size += part.length
    }
  }

  async function next(): Promise<void> {
    await handle?.close()
    const path = nextPath()
    handle = await written(directory, open(path, 'wx'))
    paths.push(path)
  }

  return {
    paths,
    get size() {
      return size
    },
    write,
    close: async () => handle?.close(),
  }
}
