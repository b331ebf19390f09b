import { after } from '../../core/after.ts'
import { relisted } from '../../core/files/relisted.ts'
import type { DirectoryEntry, FileSource, Listed } from '../../core/files/source.ts'
import { parseMockName } from '../../core/mocks/names/name.ts'
import { ruleFiles } from '../../core/rules/rules.ts'

export interface RecordedSourceOptions {
  /** Is told each path that is asked for, before it is looked for. */
  readonly onFind: (path: string) => void
  /** Is told what a folder holds that means something, as `namesIn` has it. */
  readonly onList: (path: string, names: string) => void
  /** Is told why a folder could not be listed. */
  readonly onFailure: (error: unknown) => void
}

/** The same source, which tells what it is asked for, and what its folders hold. */
export function recordedSource(
  source: FileSource,
  { onFind, onList, onFailure }: RecordedSourceOptions,
): FileSource {
  return {
    ...source,
    find(path) {
      onFind(path)
      return after(source.find(path), (entry) =>
        entry?.kind === 'directory'
          ? recordedDirectory(entry, path, (names) => onList(path, names), onFailure)
          : entry,
      )
    },
  }
}

function recordedDirectory(
  directory: DirectoryEntry,
  path: string,
  onList: (names: string) => void,
  onFailure: (error: unknown) => void,
): DirectoryEntry {
  return relisted(directory, async function* list() {
    const names: string[] = []
    try {
      for await (const batch of directory.list()) {
        names.push(...batch.flatMap((child) => meaningOf(path, child)))
        yield batch
      }
    } catch (error) {
      onFailure(error)
      throw error
    }
    onList(joined(names))
  })
}

/** What a folder holds that means something for a site: plain files may come and go. */
export async function namesIn(source: FileSource, path: string): Promise<string> {
  const names: string[] = []
  const entry = await source.find(path)
  if (entry?.kind !== 'directory') return 'gone'
  for await (const batch of entry.list()) {
    names.push(...batch.flatMap((child) => meaningOf(path, child)))
  }
  return joined(names)
}

function meaningOf(folder: string, { name, kind }: Listed): string[] {
  if (kind === 'directory') return [`${name}\\`]
  const isRule = folder === '' && ruleFiles.includes(name)
  return isRule || parseMockName(name).kind !== 'static' ? [name] : []
}

function joined(names: string[]): string {
  return names.sort().join('/')
}
