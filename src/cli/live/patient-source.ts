import { relisted } from '../../core/files/relisted.ts'
import type { DirectoryEntry, FileSource } from '../../core/files/source.ts'

/** The same source, which lets others go first before it looks at anything, and between the names of a folder. */
export function patientSource(source: FileSource, others: () => Promise<void>): FileSource {
  return {
    ...source,
    async find(path) {
      await others()
      const entry = await source.find(path)
      return entry?.kind === 'directory' ? patientDirectory(entry, others) : entry
    },
  }
}

function patientDirectory(directory: DirectoryEntry, others: () => Promise<void>): DirectoryEntry {
  return relisted(directory, async function* list(matters) {
    for await (const batch of directory.list(matters)) {
      yield batch
      await others()
    }
  })
}
