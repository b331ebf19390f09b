import { createHash, type Hash } from 'node:crypto'
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { FileEntry } from '../../core/files/source.ts'
import { unwritable } from './out-directory.ts'
import { PieceWriter } from './piece-writer.ts'

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

export interface AssetStoreOptions {
  /** Where the assets are. */
  directory: string
  /** Where they are written before they have a name: on the same disk, and empty. */
  scratch: string
  /** @default PART_SIZE */
  partSize?: number
}

/** A folder of assets, each under the hash of its content. */
export class AssetStore {
  readonly #directory: string
  readonly #scratch: string
  readonly #partSize: number
  readonly #names = new Set<string>()
  #count = 0

  constructor({ directory, scratch, partSize = PART_SIZE }: AssetStoreOptions) {
    this.#directory = directory
    this.#scratch = scratch
    this.#partSize = partSize
  }

  /** The assets that were added. */
  get names(): ReadonlySet<string> {
    return this.#names
  }

  /** `null`: it is no longer the file that was found. */
  async addFile(file: FileEntry): Promise<Sums | null> {
    const body = await file.body(0, file.size)
    if (body === null) return null
    const stream = new Response(body).body
    // An empty body is sent without an asset.
    if (stream === null || file.size === 0) return sumsOf(createHash('sha256'), 0)
    return file.size <= Math.min(SMALL, this.#partSize)
      ? this.#addBytes(await bytesOf(stream, file.size))
      : this.#addStream(stream, file.size)
  }

  /** Resolves to its name. */
  async addText(text: string): Promise<string> {
    return (await this.#addBytes(new TextEncoder().encode(text))).hash
  }

  /** Counts a file as added that an earlier store of this folder has. */
  keepFile(hash: string, size: number): void {
    if (size === 0) return
    const parts = Math.ceil(size / this.#partSize)
    if (parts === 1) this.#names.add(hash)
    else for (let part = 0; part < parts; part++) this.#names.add(`${hash}.${part}`)
  }

  /** Removes every asset that is neither in `names` nor in `others`. */
  async prune(others: ReadonlySet<string> = new Set()): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      if (!ASSET.test(name) || this.#names.has(name) || others.has(name)) continue
      await rm(this.#pathOf(name), { force: true })
    }
  }

  async #addBytes(bytes: Uint8Array): Promise<Sums> {
    const sums = sumsOf(createHash('sha256').update(bytes), crc32(bytes))
    const { hash } = sums
    if (await this.#isNew(hash, bytes.length)) {
      const path = this.#nextScratch()
      await this.#written(writeFile(path, bytes))
      await rename(path, this.#pathOf(hash))
    }
    return sums
  }

  /** Writes the pieces while it hashes the whole: the file is read once, and never held. */
  async #addStream(stream: ReadableStream<Uint8Array>, size: number): Promise<Sums> {
    const hash = createHash('sha256')
    let sum = 0
    const pieces = new PieceWriter(() => this.#nextScratch(), this.#partSize)
    try {
      for await (const chunk of stream) {
        hash.update(chunk)
        sum = crc32(chunk, sum)
        await this.#written(pieces.write(chunk))
      }
    } finally {
      await pieces.close()
    }
    if (pieces.size !== size) throw new Error(`${pieces.size} bytes where ${size} were promised`)
    const sums = sumsOf(hash, sum)
    await this.#adopt(pieces.paths, sums.hash)
    return sums
  }

  async #adopt(paths: readonly string[], hash: string): Promise<void> {
    for (const [index, path] of paths.entries()) {
      const name = paths.length === 1 ? hash : `${hash}.${index}`
      const { size } = await stat(path)
      if (await this.#isNew(name, size)) await rename(path, this.#pathOf(name))
      else await rm(path)
    }
  }

  async #isNew(name: string, size: number): Promise<boolean> {
    if (this.#names.has(name)) return false
    this.#names.add(name)
    const known = await stat(this.#pathOf(name)).catch(() => null) // not there yet
    return known?.size !== size
  }

  /** Tells a disk that takes no more from a file that cannot be read. */
  #written<T>(writing: Promise<T>): Promise<T> {
    return writing.catch((error) => {
      throw unwritable(dirname(this.#directory), error)
    })
  }

  #pathOf(name: string): string {
    return join(this.#directory, name)
  }

  #nextScratch(): string {
    return join(this.#scratch, String(this.#count++))
  }
}

function sumsOf(hash: Hash, sum: number): Sums {
  return { hash: hash.digest('hex').slice(0, 32), crc32: sum }
}

async function bytesOf(stream: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  if (bytes.length === size) return bytes
  throw new Error(`${bytes.length} bytes where ${size} were promised`)
}
