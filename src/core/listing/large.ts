import type { DirectoryEntry, Listed } from '../files/source.ts'
import { compareListed, compareRows, type FileRow, type RouteRow, rowOf } from './entries.ts'
import { renderJsonLines } from './json.ts'
import { sorted } from './lazy-sort.ts'
import { isReadme } from './readme.ts'
import { renderText } from './text.ts'
import type { ListingView } from './view.ts'

/** Rows of a page, where a folder has more than one. */
export const PAGE_ROWS = 1000

/** Names that are described together. */
const SLICE = 128

/** What is shown of a large folder, and of how much it is a part. */
export interface Part {
  readonly rows: readonly FileRow[]
  readonly folders: number
  readonly files: number
  /** From 1 on. */
  readonly page: number
  readonly pages: number
  /** The names of the files that may explain the folder. */
  readonly readmes: readonly string[]
}

/** A folder that is read while its listing is sent: its children so far, and those to come. */
export interface LargeFolder {
  readonly directory: DirectoryEntry
  readonly view: ListingView
  children(): AsyncIterable<readonly Listed[]>
}

/** The rows of one page. Only these are described, unless the order asks for the sizes of all. */
export async function readPart(folder: LargeFolder, asked: number): Promise<Part> {
  const all = await childrenOf(folder)
  const folders = all.filter(({ kind }) => kind === 'directory').length
  const readmes = all.flatMap(({ name, kind }) => (kind === 'file' && isReadme(name) ? [name] : []))
  const pages = Math.max(1, Math.ceil(all.length / PAGE_ROWS))
  const page = Math.min(Math.max(1, Math.floor(asked) || 1), pages)
  const range = { start: (page - 1) * PAGE_ROWS, end: page * PAGE_ROWS }
  const rows: FileRow[] = []
  for await (const slice of rowsInOrder(folder, all, range)) rows.push(...slice)
  return { rows, folders, files: all.length - folders, page, pages, readmes }
}

/** All of it as JSON, a line each. */
export async function* largeJson(
  folder: LargeFolder,
  routes: readonly RouteRow[],
): AsyncGenerator<string, void, void> {
  yield '['
  let isFirst = true
  for await (const rows of rowsInOrder(folder, await childrenOf(folder))) {
    yield renderJsonLines(rows, [], isFirst)
    isFirst &&= rows.length === 0
  }
  yield `${renderJsonLines([], routes, isFirst)}\n]\n`
}

/** All of it as text. Where the order is that of names, nothing but the names is looked at. */
export async function* largeText(folder: LargeFolder): AsyncGenerator<string, void, void> {
  const all = await childrenOf(folder)
  if (folder.view.sort !== 'name') {
    for await (const rows of rowsInOrder(folder, all)) yield renderText(rows)
    return
  }
  for await (const slice of sorted(all, compareListed(folder.view.order))) {
    yield renderText(slice.map(({ name, kind }) => ({ name, type: kind })))
  }
}

async function childrenOf({ children }: LargeFolder): Promise<Listed[]> {
  const all: Listed[] = []
  for await (const batch of children()) all.push(...batch)
  return all
}

async function* rowsInOrder(
  { directory, view }: LargeFolder,
  all: Listed[],
  range: { start?: number; end?: number } = {},
): AsyncGenerator<FileRow[], void, void> {
  if (view.sort === 'name') {
    for await (const slice of sorted(all, compareListed(view.order), range)) {
      yield* described(directory, slice)
    }
    return
  }
  const rows: FileRow[] = []
  for await (const slice of described(directory, all)) rows.push(...slice)
  yield* sorted(rows, compareRows(view), range)
}

async function* described(
  directory: DirectoryEntry,
  listed: readonly Listed[],
): AsyncGenerator<FileRow[], void, void> {
  for (let at = 0; at < listed.length; at += SLICE) {
    const names = listed.slice(at, at + SLICE).map(({ name }) => name)
    const entries = await directory.describe(names)
    yield entries.flatMap((entry) => (entry === null ? [] : [rowOf(entry)]))
  }
}
