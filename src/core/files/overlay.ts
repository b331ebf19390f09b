import type { DirectoryEntry, Entry, FileSource, Listed } from './source.ts'

/**
 * Lays sources over each other: the first that has a path answers. Folders of the same path are
 * shown as one.
 *
 * @example
 * ```ts
 * const source = overlay(memoryFiles({ 'a.txt': 'mine' }), memoryFiles({ 'a.txt': '', 'b.txt': '' }))
 * const app = createApp({ source })
 * await (await app.request('/a.txt')).text() // => 'mine'
 * const below = await app.request('/b.txt')
 * below.status // => 200
 * ```
 */
export function overlay(...sources: FileSource[]): FileSource {
  const [only] = sources
  if (only !== undefined && sources.length === 1) return only

  async function find(path: string): Promise<Entry | null> {
    const directories: DirectoryEntry[] = []
    for (const source of sources) {
      const entry = await source.find(path)
      if (entry?.kind === 'file') {
        if (directories.length === 0) return entry
      } else if (entry !== null) directories.push(entry)
    }
    return directories.length < 2 ? (directories[0] ?? null) : merged(directories)
  }

  return {
    find,
    async refusal(path) {
      for (const source of sources) {
        const refusal = (await source.refusal?.(path)) ?? null
        if (refusal !== null) return refusal
      }
      return null
    },
  }
}

function merged(directories: DirectoryEntry[]): DirectoryEntry {
  return {
    kind: 'directory',
    name: directories[0]!.name,
    lastModified: Math.max(...directories.map((directory) => directory.lastModified)),
    identity: directories.map((directory) => directory.identity).join(),
    isReadable: directories.some(({ isReadable = true }) => isReadable),
    async *list(matters) {
      const seen = new Set<string>()
      for (const directory of directories) {
        for await (const batch of directory.list(matters)) {
          const fresh: Listed[] = batch.filter(({ name }) => !seen.has(name))
          for (const { name } of fresh) seen.add(name)
          yield fresh
        }
      }
    },
    async describe(names) {
      const described: (Entry | null)[] = names.map(() => null)
      for (const directory of directories) {
        const missing = names.filter((_, index) => described[index] === null)
        const found = await directory.describe(missing)
        for (const [index, entry] of found.entries()) {
          described[names.indexOf(missing[index]!)] = entry
        }
      }
      return described
    },
  }
}
