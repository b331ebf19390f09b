import type { DirectoryEntry, Entry, Listed } from '../files/source.ts'

export interface WalkOptions {
  /** Whether a child is walked at all. */
  isShown: (listed: Listed) => boolean
  /** Is told how many children a folder has, before they are looked at. @default nobody is */
  foresee?: (count: number) => void
}

/** What a walk has found. */
export interface Walked {
  /** Relative to where the walk began, `/`-separated. */
  readonly path: string
  readonly entry: Entry
  /** The folder that it is in. */
  readonly folder: DirectoryEntry
}

/** Folders in folders, at most: only links make them so deep. */
const MAX_DEPTH = 64

/** Entries that are looked at together. */
const WIDTH = 128

/**
 * Everything below a folder, each folder in front of what is in it, in the order of code units. A
 * link to a folder above is not followed again.
 */
export async function* walk(
  directory: DirectoryEntry,
  options: WalkOptions,
  path = '',
  above: readonly string[] = [],
): AsyncGenerator<Walked[], void, void> {
  const { isShown, foresee } = options
  const here = directory.identity === undefined ? above : [...above, directory.identity]
  const names = await namesIn(directory, isShown)
  foresee?.(names.length)
  for (let at = 0; at < names.length; at += WIDTH) {
    const entries = await directory.describe(names.slice(at, at + WIDTH))
    let found: Walked[] = []
    for (const entry of entries) {
      if (entry === null) continue
      found.push({ path: path + entry.name, entry, folder: directory })
      if (entry.kind === 'file') continue
      if (entry.identity !== undefined && here.includes(entry.identity)) continue
      if (path.split('/').length >= MAX_DEPTH) continue
      yield found
      found = []
      yield* walk(entry, options, `${path}${entry.name}/`, here)
    }
    yield found
  }
}

/** In the order of code units; of a folder that cannot be read, none. */
async function namesIn(
  directory: DirectoryEntry,
  isShown: (listed: Listed) => boolean,
): Promise<string[]> {
  const names: string[] = []
  for await (const batch of directory.list()) {
    for (const listed of batch) if (isShown(listed)) names.push(listed.name)
  }
  return names.sort()
}
