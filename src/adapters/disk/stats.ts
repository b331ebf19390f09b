import type { Stats } from 'node:fs'

/** `null`: neither, such as a FIFO, a socket, a device, or a link. */
export function kindOf(entry: {
  isFile(): boolean
  isDirectory(): boolean
}): 'file' | 'directory' | null {
  if (entry.isFile()) return 'file'
  return entry.isDirectory() ? 'directory' : null
}

/** Whether the permissions alone say that anyone may read it. */
export function isReadableByAll(stats: Stats): boolean {
  const needed = stats.isDirectory() ? 0o555 : 0o444
  return (stats.mode & needed) === needed
}

/**
 * Milliseconds after which no edit can leave the dates of a file as they are: the coarsest clock of a
 * disk ticks every two seconds.
 */
const SETTLED = 2000

/** Whether whatever is written from now on gives a file other dates. */
export function isSettled({ mtimeMs, ctimeMs }: Stats): boolean {
  return Date.now() - Math.max(mtimeMs, ctimeMs) > SETTLED
}

/** Whether two looks saw the same file with the same content. */
export function isSame(one: Stats, other: Stats): boolean {
  return (
    one.mtimeMs === other.mtimeMs &&
    one.size === other.size &&
    one.ino === other.ino &&
    one.ctimeMs === other.ctimeMs &&
    one.dev === other.dev
  )
}
