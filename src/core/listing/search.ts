import type { DirectoryEntry, Listed } from '../files/source.ts'
import { encodeRelative } from '../path/encode.ts'
import type { FileRow, FolderRoutes, RouteRow } from './entries.ts'
import { rowOf } from './entries.ts'

export interface SearchOptions {
  /** Whether a child of a folder is shown. */
  isShown: (listed: Listed) => boolean
  /** The routes in a folder below, by its path from here: `a/b/`. */
  routesIn: (folder: string) => FolderRoutes | null | Promise<FolderRoutes | null>
}

/** Entries found, and entries looked at, at most. */
const MAX_FOUND = 1000
const MAX_ENTRIES = 200_000

/** Milliseconds that a search takes, about. */
const MAX_TIME = 2000

/** Folders in folders, at most. */
const MAX_DEPTH = 32

/** What a search has found in a folder. */
export interface Found {
  readonly rows: readonly FileRow[]
  readonly routes: readonly RouteRow[]
}

/** Splits what is searched for: a name has to have each of its words. */
export function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean)
}

/**
 * Searches the names below a folder, the nearest first, and returns whether that was all. It leaves
 * out what is in `node_modules`, and follows no link to a folder where it has been.
 */
export async function* search(
  directory: DirectoryEntry,
  words: readonly string[],
  { isShown, routesIn }: SearchOptions,
): AsyncGenerator<Found, boolean, void> {
  const until = performance.now() + MAX_TIME
  const places = [{ directory, folder: '', depth: 0 }]
  const seen = new Set([directory.identity])
  let looked = 0
  let found = 0
  let isAll = true

  for (const { directory: place, folder, depth } of places) {
    const routes = matchingRoutes((await routesIn(folder))?.rows ?? [], folder, words)
    if (routes.length > 0) yield { rows: [], routes }
    for await (const batch of place.list()) {
      looked += batch.length
      const shown = batch.filter(isShown).sort((a, b) => (a.name < b.name ? -1 : 1))
      const matching = shown.filter(({ name }) => hasWords(name, words))
      const names = matching.slice(0, MAX_FOUND - found).map(({ name }) => name)
      const rows = (await place.describe(names)).flatMap((entry) =>
        entry === null ? [] : [{ ...rowOf(entry), folder }],
      )
      found += rows.length
      if (rows.length > 0) yield { rows, routes: [] }
      if (names.length < matching.length) return false
      for (const below of await foldersOf(place, shown)) {
        if (seen.has(below.identity) && below.identity !== undefined) continue
        seen.add(below.identity)
        if (depth === MAX_DEPTH) isAll = false
        else places.push({ directory: below, folder: `${folder}${below.name}/`, depth: depth + 1 })
      }
      if (looked > MAX_ENTRIES || performance.now() > until) return false
    }
  }
  return isAll
}

function hasWords(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.every((word) => lower.includes(word))
}

/** The folders that are searched too. */
async function foldersOf(
  directory: DirectoryEntry,
  shown: readonly Listed[],
): Promise<DirectoryEntry[]> {
  const folders = shown.filter(({ name, kind }) => kind === 'directory' && name !== 'node_modules')
  const entries = await directory.describe(folders.map(({ name }) => name))
  return entries.filter((entry) => entry?.kind === 'directory')
}

/** The routes whose path has the words below where the search began, their links from there. */
function matchingRoutes(
  routes: readonly RouteRow[],
  folder: string,
  words: readonly string[],
): RouteRow[] {
  return routes
    .filter(({ path }) => hasWords(path, words))
    .map((route) => ({
      ...route,
      href: `./${encodeRelative(folder)}${route.href.replace(/^\.\//, '')}`,
      file: folder + route.file,
    }))
}
