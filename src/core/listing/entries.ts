import type { Entry, Listed } from '../files/source.ts'
import { compareNames, orderKey } from './natural.ts'
import type { ListingView } from './view.ts'

/** A row of a listing: what is known of a child of the folder. */
export interface FileRow {
  readonly name: string
  readonly type: 'file' | 'directory'
  /** Bytes; `null` for a folder. */
  readonly size: number | null
  /** Milliseconds since the epoch; `null` where it is unknown. */
  readonly lastModified: number | null
  /** Where it is, from the folder that is shown: `a/b/`. @default '' */
  readonly folder?: string
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

function byName(a: { name: string }, b: { name: string }): number {
  return compareNames(a.name, b.name)
}

const orders: Record<ListingView['sort'], Compare> = {
  name: byName,
  size: (a, b) => (a.size ?? 0) - (b.size ?? 0) || byName(a, b),
  modified: (a, b) => (a.lastModified ?? 0) - (b.lastModified ?? 0) || byName(a, b),
}

export function rowOf(entry: Entry): FileRow {
  const { name, kind: type, lastModified } = entry
  const size = entry.kind === 'file' ? entry.size : null
  return { name, type, size, lastModified: lastModified > 0 ? lastModified : null }
}

/** Folders first, and both in the order that is asked for. */
export function compareRows({ sort, order }: ListingView): Compare {
  const compare = order === 'asc' ? orders[sort] : (a: FileRow, b: FileRow) => orders[sort](b, a)
  return (a, b) => Number(b.type === 'directory') - Number(a.type === 'directory') || compare(a, b)
}

/** The rows of a folder in the order that is asked for. */
export function sortedRows(rows: readonly FileRow[], view: ListingView): FileRow[] {
  if (view.sort !== 'name') return rows.toSorted(compareRows(view))
  const sign = view.order === 'asc' ? 1 : -1
  const keyed = rows.map((row) => ({ row, name: row.name, key: orderKey(row.name) }))
  keyed.sort((a, b) => {
    const kinds = Number(b.row.type === 'directory') - Number(a.row.type === 'directory')
    if (kinds !== 0) return kinds
    if (a.key === null || b.key === null || a.key === b.key) return sign * byName(a, b)
    return a.key < b.key ? -sign : sign
  })
  return keyed.map(({ row }) => row)
}

/** As `compareRows`, of names whose size and date are not known: by name. */
export function compareListed(order: ListingView['order']): (a: Listed, b: Listed) => number {
  const compare = order === 'asc' ? byName : (a: Listed, b: Listed) => byName(b, a)
  return (a, b) => Number(b.kind === 'directory') - Number(a.kind === 'directory') || compare(a, b)
}
