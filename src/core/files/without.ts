import { relisted } from './relisted.ts'
import type { DirectoryEntry, Entry, FileSource } from './source.ts'

/** A source without some names at its root, which `reason` explains. */
export function withoutNames(
  source: FileSource,
  names: readonly string[],
  reason: string,
): FileSource {
  const hidden = new Set(names)

  function find(path: string): Entry | null | Promise<Entry | null> {
    if (hidden.has(path)) return null
    const entry = source.find(path)
    if (path !== '') return entry
    return entry instanceof Promise ? entry.then(rootOf) : rootOf(entry)
  }

  function rootOf(entry: Entry | null): Entry | null {
    return entry?.kind === 'directory' ? rootWithout(entry) : entry
  }

  function rootWithout(root: DirectoryEntry): DirectoryEntry {
    return relisted(root, async function* list(matters) {
      for await (const batch of root.list(matters)) {
        yield batch.filter((child) => !hidden.has(child.name))
      }
    })
  }

  return {
    find,
    refusal: (path) => (hidden.has(path) ? { reason } : (source.refusal?.(path) ?? null)),
  }
}
