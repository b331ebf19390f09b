import type { DirectoryNode, FileNode, ManifestNode } from '../adapters/workers/manifest.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource } from '../core/files/source.ts'
import type { Sums } from './build/asset-store.ts'
import { reasonOf, UsageError } from './line/usage-error.ts'

export interface ReadTreeOptions {
  /** Stores the bytes; `null`: it is no longer the file that was found. */
  store: (path: string, file: FileEntry) => Promise<Sums | null>
  /** Whether a file or folder takes part. @default () => true */
  isIncluded?: (path: string, kind: Entry['kind']) => boolean
}

/** Files and folders of a tree together, at most. */
const MAX_ENTRIES = 100_000

/** Entries that are looked at together. */
const WIDTH = 16

/** Only links that point up make a folder so deep. */
const MAX_DEPTH = 64

/**
 * Reads a source as a tree, each file under the hash of its content.
 *
 * @throws {UsageError} when it is too large or too deep, or a file changes faster than it can be read
 */
export async function readTree(
  source: FileSource,
  options: ReadTreeOptions,
): Promise<DirectoryNode> {
  const root = await source.find('')
  if (root?.kind !== 'directory') throw new UsageError('cannot build: the folder is gone')
  return new TreeReader(source, options).readDirectory('', root)
}

class TreeReader {
  readonly #source: FileSource
  readonly #options: Required<ReadTreeOptions>
  #count = 0

  constructor(source: FileSource, { store, isIncluded = () => true }: ReadTreeOptions) {
    this.#source = source
    this.#options = { store, isIncluded }
  }

  async readDirectory(path: string, directory: DirectoryEntry): Promise<DirectoryNode> {
    if (path.split('/').length > MAX_DEPTH) {
      throw new UsageError(`cannot build "${path}": too deep. Is there a link that points up?`)
    }
    const children: ManifestNode[] = []
    for await (const names of batchesOf(directory)) {
      this.#counted(names)
      const nodes = await this.#readEntries(await this.#described(path, names, directory))
      children.push(...nodes)
    }
    children.sort(([one], [other]) => (one < other ? -1 : 1))
    return [directory.name, directory.lastModified, children]
  }

  #counted({ length }: readonly string[]): void {
    this.#count += length
    if (this.#count <= MAX_ENTRIES) return
    throw new UsageError(`cannot build: more than ${MAX_ENTRIES} files and folders`)
  }

  /** The entries that take part, each with its path. */
  async #described(
    path: string,
    names: string[],
    directory: DirectoryEntry,
  ): Promise<[path: string, name: string, entry: Entry][]> {
    const described = await directory.describe(names)
    return described.flatMap((entry, index) => {
      const name = names[index]!
      const below = path === '' ? name : `${path}/${name}`
      const isShown = entry !== null && this.#options.isIncluded(below, entry.kind)
      return isShown ? [[below, name, entry]] : []
    })
  }

  /** Files together, folders one after the other: each has many of them. */
  async #readEntries(
    entries: readonly [path: string, name: string, entry: Entry][],
  ): Promise<ManifestNode[]> {
    const files = await Promise.all(
      entries.map(([path, name, entry]) =>
        entry.kind === 'file' ? this.#readFile(path, name, entry) : null,
      ),
    )
    const nodes: ManifestNode[] = files.filter((node) => node !== null)
    for (const [path, name, entry] of entries) {
      if (entry.kind !== 'directory') continue
      const [, lastModified, children] = await this.readDirectory(path, entry)
      nodes.push([name, lastModified, children])
    }
    return nodes
  }

  /** A file that changes while it is read is looked at once more. */
  async #readFile(path: string, name: string, file: FileEntry): Promise<FileNode | null> {
    const sums = await this.#stored(path, file)
    if (sums !== null) return fileNode(name, file, sums)
    const again = await this.#source.find(path)
    if (again?.kind !== 'file') return null
    const second = await this.#stored(path, again)
    if (second !== null) return fileNode(name, again, second)
    throw new UsageError(`cannot read "${path}": it changes while it is read`)
  }

  async #stored(path: string, file: FileEntry): Promise<Sums | null> {
    try {
      return await this.#options.store(path, file)
    } catch (cause) {
      if (cause instanceof UsageError) throw cause // it could not be written
      throw new UsageError(`cannot read "${path}": ${reasonOf(cause)}`, { cause })
    }
  }
}

/** What a manifest says of a file. */
export function fileNode(
  name: string,
  { size, lastModified }: FileEntry,
  { hash, crc32 }: Sums,
): FileNode {
  return [name, size, lastModified, hash, crc32]
}

/** The names of a directory, a few at a time. */
async function* batchesOf(directory: DirectoryEntry): AsyncIterable<string[]> {
  for await (const batch of directory.list()) {
    for (let at = 0; at < batch.length; at += WIDTH) {
      yield batch.slice(at, at + WIDTH).map(({ name }) => name)
    }
  }
}
