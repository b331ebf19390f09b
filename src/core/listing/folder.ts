import type { DirectoryEntry, Listed } from '../files/source.ts'
import { renderPage } from '../page/page.ts'
import type { Theme } from '../theme.ts'
import { type FileRow, type FolderRoutes, rowOf, sortedRows } from './entries.ts'
import { renderJson } from './json.ts'
import type { Listing } from './listing.ts'
import { listingPage } from './page.ts'
import { readReadme } from './readme.ts'
import type { RenderMarkdown } from './readme-text.ts'
import { renderText } from './text.ts'
import type { ListingView } from './view.ts'

/** Entries up to which a listing is read before it is sent, and has an entity tag. */
export const MAX_TAGGED = 2000

const encoder = new TextEncoder()

/** A folder as it was read, and the listings that were made of it. */
export interface Reading {
  readonly directory: DirectoryEntry
  /** In the order that is asked for. */
  readonly rows: readonly FileRow[]
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly made: Map<string, Promise<Made>>
}

/** A listing as it is sent. */
export interface Made {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string
}

/** Reads a folder, unless it is a large one. */
export async function readFolder(
  directory: DirectoryEntry,
  isShown: (listed: Listed) => boolean,
  view: ListingView,
): Promise<Reading | 'large'> {
  const now = Date.now()
  const first = await beginning(readChildren(directory, isShown))
  if (!first.isAll) return 'large'
  const entries = await directory.describe(first.children.map(({ name }) => name))
  const rows = entries.flatMap((entry) => (entry === null ? [] : [rowOf(entry)]))
  return { directory, rows: sortedRows(rows, view), now, made: new Map() }
}

export interface FolderContent {
  readonly reading: Reading
  readonly routes: FolderRoutes
  readonly markdown: RenderMarkdown | null
  readonly theme: () => Theme | Promise<Theme>
}

export async function renderFolder(
  type: string,
  listing: Listing,
  { reading: { directory, rows }, routes, markdown, theme }: FolderContent,
): Promise<Made> {
  if (type === 'application/json') return madeOf(renderJson(rows, routes.rows))
  if (type === 'text/plain') return madeOf(renderText(rows))
  const names = rows.flatMap(({ name, type }) => (type === 'file' ? [name] : []))
  const page = await listingPage({
    ...listing,
    readme: listing.isForPeople ? await readReadme(directory, names, markdown) : null,
    rows: rows.filter(({ name, type }) => type === 'file' || !routes.answered.has(name)),
    routes: routes.rows,
  })
  return madeOf(String(renderPage(page, await theme())))
}

export async function madeOf(text: string): Promise<Made> {
  const bytes = encoder.encode(text)
  return { bytes, etag: await tagOf(bytes) }
}

/** The children of a folder that `isShown`, in no order. */
export async function* readChildren(
  directory: DirectoryEntry,
  isShown: (listed: Listed) => boolean,
): AsyncGenerator<Listed[], void, void> {
  for await (const batch of directory.list()) yield batch.filter(isShown)
}

/** Reads until it is clear whether a folder is a large one, and no further: nothing stays open. */
async function beginning(reading: AsyncIterable<readonly Listed[]>) {
  const children: Listed[] = []
  for await (const batch of reading) {
    children.push(...batch)
    if (children.length > MAX_TAGGED) return { children, isAll: false }
  }
  return { children, isAll: true }
}

/** A strong entity tag: the same bytes, and no others, have it. */
async function tagOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `"${btoa(String.fromCharCode(...digest.subarray(0, 15)))}"`
}
