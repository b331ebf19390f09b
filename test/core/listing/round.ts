import type { DirectoryEntry, FileSource } from '../../../src/index.ts'

const round: DirectoryEntry = {
  kind: 'directory',
  name: 'round',
  lastModified: 0,
  identity: 'the only one',
  async *list() {
    yield [{ name: 'round', kind: 'directory' }]
  },
  describe: async (names) => names.map(() => round),
}

/** A folder that holds itself, as a link back to it makes it. */
export const roundSource: FileSource = { find: (path) => (path === '' ? round : null) }
