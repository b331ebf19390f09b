import type { DirectoryEntry, Listed } from '../files/source.ts'
import type { ListingView } from './view.ts'

/** A row of a listing: what is known of a child of the folder. */
export interface FileRow {
  readonly name: string
  readonly type: 'file' | 'directory'
  /** Bytes; `null` for a folder. */
  readonly size: number | null
  /** Milliseconds since the epoch; `null` where it is unknown. */
  readonly lastModified: number | null
}

/** A route that lives in a folder, as it is called. */
export interface RouteRow {
  readonly type: 'route'
  readonly method: string
  /** From the root of the site, as its author wrote it: `/api/users/[id]`. */
  readonly path: string
  /** Relative to the folder; a parameter stands as `[id]`. */
  readonly href: string
  readonly hasParameters: boolean
  /** The statuses that it can answer with; `code` where code decides. */
  readonly answers: readonly string[]
  /** The name of the file behind it. */
  readonly file: string
}

/** What a listing shows of the routes of a site. */
export interface FolderRoutes {
  readonly rows: readonly RouteRow[]
  /** The names of the folders in it that a route answers for: they have no listing of their own. */
  readonly answered: ReadonlySet<string>
}

type Compare = (a: FileRow, b: FileRow) => number

let collator: Intl.Collator | undefined

/** Names as people order them: `file2` before `file10`, case aside. */
function byName(a: { name: string }, b: { name: string }): number {
  // Made with the first listing: it takes longer than all else of a start.
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
  return collator.compare(a.name, b.name) || (a.name < b.name ? -1 : 1)
}

const orders: Record<ListingView['sort'], Compare> = {
  name: byName,
  size: (a, b) => (a.size ?? 0) - (b.size ?? 0) || byName(a, b),
  modified: (a, b) => (a.lastModified ?? 0) - (b.lastModified ?? 0) || byName(a, b),
}

/** The children of a folder that `isShown`, in no order. */
export async function rowsOf(
  directory: DirectoryEntry,
  isShown: (listed: Listed) => boolean,
): Promise<FileRow[]> {
  const names: string[] = []
  for await (const batch of directory.list()) {
    for (const listed of batch) if (isShown(listed)) names.push(listed.name)
  }
  const entries = await directory.describe(names)
  return entries.flatMap((entry) => {
    if (entry === null) return []
    const { name, kind: type, lastModified } = entry
    const size = entry.kind === 'file' ? entry.size : null
    return [{ name, type, size, lastModified: lastModified > 0 ? lastModified : null }]
  })
}

/** Folders first, and both in the order that is asked for. */
export function sortRows(rows: readonly FileRow[], { sort, order }: ListingView): FileRow[] {
  const compare = order === 'asc' ? orders[sort] : (a: FileRow, b: FileRow) => orders[sort](b, a)
  return rows.toSorted(
    (a, b) => Number(b.type === 'directory') - Number(a.type === 'directory') || compare(a, b),
  )
}
