import type { FileEntry } from '../../core/files/source.ts'
import type { AssetStore, Sums } from './asset-store.ts'

/** What a build leaves for the next one, so that only what changed is read again. */
export interface BuildMemory {
  /** Files by path, as they were read. */
  readonly files: Map<string, KnownFile>
  /** The assets of the build before, which a Worker may still be reading. */
  assets: ReadonlySet<string>
}

interface KnownFile extends Sums {
  readonly size: number
  readonly lastModified: number
  /** When it was read: milliseconds since the epoch. */
  readonly readAt: number
}

/** The coarsest clock of a file system, in milliseconds: FAT has two seconds. */
const CLOCK = 2000

export function buildMemory(): BuildMemory {
  return { files: new Map(), assets: new Set() }
}

/**
 * Adds files to a store, but for those that are known by size and date. What was younger than the
 * clock is coarse when it was read is read again: it may have changed without another date.
 */
export function remembering(
  { files }: BuildMemory,
  store: AssetStore,
  now: () => number = Date.now,
): (path: string, file: FileEntry) => Promise<Sums | null> {
  return async (path, file) => {
    const { size, lastModified } = file
    const known = files.get(path)
    if (known?.size === size && known.lastModified === lastModified && isSettled(known)) {
      store.keepFile(known.hash, size)
      return known
    }
    const readAt = now()
    const sums = await store.addFile(file)
    if (sums !== null) files.set(path, { size, lastModified, ...sums, readAt })
    return sums
  }
}

function isSettled({ lastModified, readAt }: KnownFile): boolean {
  return lastModified + CLOCK < readAt
}
