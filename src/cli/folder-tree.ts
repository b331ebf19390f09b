import type { DirectoryNode, FileNode, ManifestNode } from '../adapters/workers/manifest.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource } from '../core/files/source.ts'
import type { Sums } from './build/asset-store.ts'
import { reasonOf, UsageError } from './line/usage-error.ts'

export interface ReadTreeOptions {
  /** Stores the bytes; `null`: it is no longer the file that was found. */
  store: (path: string, file: FileEntry) => Promise<Sums | null>
  /** Whether a file or folder takes part. @default () => true */
  isIncluded?: (path: string, kind: Entry['kind']) => boolean
  /** Files and folders together. @default 100_000 */
  maxEntries?: number
}

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
  { store, isIncluded = () => true, maxEntries = 100_000 }: ReadTreeOptions,
): Promise<DirectoryNode> {
  let count = 0

  async function readDirectory(path: string, directory: DirectoryEntry): Promise<DirectoryNode> {
    if (path.split('/').length > MAX_DEPTH) {
      throw new UsageError(`cannot build "${path}": too deep. Is there a link that points up?`)
    }
    const children: ManifestNode[] = []
    for await (const names of batchesOf(directory)) {
      count += names.length
      if (count > maxEntries) {
        throw new UsageError(`cannot build: more than ${maxEntries} files and folders`)
      }
      children.push(...(await readEntries(path, names, directory)))
    }
    children.sort(([one], [other]) => (one < other ? -1 : 1))
    return [directory.name, directory.lastModified, children]
  }

  async function readEntries(
    path: string,
    names: string[],
    directory: DirectoryEntry,
  ): Promise<ManifestNode[]> {
    const pathOf = (name: string) => (path === '' ? name : `${path}/${name}`)
    const described = await directory.describe(names)
    const entries = described.map((entry, index) => {
      const name = names[index]!
      return entry !== null && isIncluded(pathOf(name), entry.kind) ? { name, entry } : null
    })
    const nodes: (ManifestNode | null)[] = await Promise.all(
      entries.map((found) => {
        if (found?.entry.kind !== 'file') return null
        return readFile(pathOf(found.name), found.name, found.entry)
      }),
    )
    for (const found of entries) {
      if (found?.entry.kind !== 'directory') continue
      const [, lastModified, children] = await readDirectory(pathOf(found.name), found.entry)
      nodes.push([found.name, lastModified, children])
    }
    return nodes.filter((node) => node !== null)
  }

  /** A file that changes while it is read is looked at once more. */
  async function readFile(path: string, name: string, file: FileEntry): Promise<FileNode | null> {
    const sums = await storeOrThrow(path, file)
    if (sums !== null) return fileNode(name, file, sums)
    const again = await source.find(path)
    if (again?.kind !== 'file') return null
    const second = await storeOrThrow(path, again)
    if (second !== null) return fileNode(name, again, second)
    throw new UsageError(`cannot read "${path}": it changes while it is read`)
  }

  async function storeOrThrow(path: string, file: FileEntry): Promise<Sums | null> {
    try {
      return await store(path, file)
    } catch (cause) {
      if (cause instanceof UsageError) throw cause // it could not be written
      throw new UsageError(`cannot read "${path}": ${reasonOf(cause)}`, { cause })
    }
  }

  const root = await source.find('')
  if (root?.kind !== 'directory') throw new UsageError('cannot build: the folder is gone')
  return readDirectory('', root)
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
