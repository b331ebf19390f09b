import type { DirectoryEntry } from './source.ts'

/** The same directory, whose children are listed in another way. */
export function relisted(directory: DirectoryEntry, list: DirectoryEntry['list']): DirectoryEntry {
  return {
    kind: 'directory',
    name: directory.name,
    lastModified: directory.lastModified,
    identity: directory.identity,
    isReadable: directory.isReadable,
    list,
    describe: (names) => directory.describe(names),
  }
}
