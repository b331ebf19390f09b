import type { DirectoryEntry, Listed } from '../files/source.ts'

/** A row of a listing: what is known of a child of the folder. */
export interface Row {
  readonly name: string
  readonly type: 'file' | 'directory'
  /** Bytes; `null` for a folder. */
  readonly size: number | null
  /** Milliseconds since the epoch; `null` where it is unknown. */
  readonly lastModified: number | null
}

/** Names as people order them: `file2` before `file10`, case aside. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** The children of a folder that `isShown`, folders first, in natural order. */
export async function rowsOf(
  directory: DirectoryEntry,
  isShown: (listed: Listed) => boolean,
): Promise<Row[]> {
  const listed: Listed[] = []
  for await (const batch of directory.list()) listed.push(...batch.filter(isShown))
  listed.sort(
    (a, b) =>
      Number(b.kind === 'directory') - Number(a.kind === 'directory') ||
      collator.compare(a.name, b.name) ||
      (a.name < b.name ? -1 : 1),
  )
  const entries = await directory.describe(listed.map(({ name }) => name))
  return entries.flatMap((entry) => {
    if (entry === null) return []
    const size = entry.kind === 'file' ? entry.size : null
    return [{ name: entry.name, type: entry.kind, size, lastModified: entry.lastModified }]
  })
}
