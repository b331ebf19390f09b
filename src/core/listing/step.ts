import type { Exchange, Fields } from '../exchange.ts'
import { bytesRepresentation } from '../files/representation.ts'
import { representationResponse } from '../files/respond.ts'
import type { DirectoryEntry, Listed } from '../files/source.ts'
import type { ListingStep } from '../files/step.ts'
import { negotiateType } from '../http/negotiation.ts'
import { errorResponse } from '../page/error.ts'
import { type PageScript, pageFields, renderHead, renderPage } from '../page/page.ts'
import { archiveResponse } from './archive.ts'
import type { Checksum } from './checksum.ts'
import { compareRows, type FolderRoutes, type RouteRow, rowOf } from './entries.ts'
import { allFound, foundJson, foundText } from './found.ts'
import { renderJson } from './json.ts'
import { type LargeFolder, largeJson, largeText, readPart } from './large.ts'
import { type Listing, listingPage } from './page.ts'
import { type RenderMarkdown, readReadme } from './readme.ts'
import { type Found, search, wordsOf } from './search.ts'
import { textStreamOf } from './stream.ts'
import { renderText } from './text.ts'
import { renderPlural } from './units.ts'
import { parseView } from './view.ts'

/** The forms of a listing, by the value of `?format=`. */
const formats = new Map([
  ['html', 'text/html'],
  ['json', 'application/json'],
  ['text', 'text/plain'],
])

/** Entries up to which a listing is read before it is sent, and has an entity tag. */
const MAX_TAGGED = 2000

const noRoutes: FolderRoutes = { rows: [], answered: new Set() }

const encoder = new TextEncoder()

export interface ListingOptions {
  /** Whether a child of a folder is shown. @default () => true */
  isShown?: (listed: Listed) => boolean
  /** The routes that live in a folder; `null`: none for who asks. @default () => null */
  routesIn?: (
    exchange: Exchange,
    folder: string,
  ) => FolderRoutes | null | Promise<FolderRoutes | null>
  /** The module that the page loads, its `src` relative to the root. @default null */
  script?: PageScript | null
  /** Renders the README.md of a folder; `null`: its text is shown. @default null */
  markdown?: RenderMarkdown | null
  /** CRC-32, for archives. @default in JavaScript */
  checksum?: Checksum | undefined
  /** Whether who asks may be told of changes. @default () => false */
  isLive?: (exchange: Exchange) => boolean
}

/** Lists folders as a page, as JSON or as text. */
export function listingStep({
  isShown = () => true,
  routesIn = () => null,
  script = null,
  markdown = null,
  checksum,
  isLive = () => false,
}: ListingOptions = {}): ListingStep {
  return async (exchange, directory, path) => {
    const query = new URLSearchParams(exchange.url.search)
    const form = query.get('archive')
    if (form !== null) {
      return archiveResponse(exchange, directory, {
        name: nameOf(exchange),
        form,
        isShown,
        checksum,
      })
    }
    const view = parseView(query)
    const type = listingType(exchange, query)
    const place = placeOf(exchange)
    const loaded = place.isForPeople ? scriptFor(exchange, script) : null
    const listing = { ...place, script: loaded, rows: [], routes: [], view, now: Date.now() }
    const asked: Asked = { exchange, type, listing }
    const words = wordsOf(query.get('q') ?? '')
    if (words.length > 0) {
      const below = (folder: string) =>
        routesIn(exchange, [path, folder.slice(0, -1)].filter(Boolean).join('/'))
      const found = search(directory, words, { isShown, routesIn: below })
      exchange.note('listing', 'a search of the names below')
      return sendLate(asked, foundTexts(asked, found, query.get('q')!))
    }

    const first = await beginning(readChildren(directory, isShown)).catch(unreadable)
    if (first === null) {
      exchange.note('listing', 'a folder that cannot be read')
      const detail = 'The server is not permitted to read this folder.'
      return errorResponse(exchange, { status: 403, detail })
    }
    const { rows: routes, answered } = (await routesIn(exchange, path)) ?? noRoutes
    if (!first.isAll) {
      exchange.note('listing', `more than ${renderPlural(MAX_TAGGED, 'entry')}`)
      const children = () => readChildren(directory, isShown)
      const folder = { directory, view, children }
      return sendLate(asked, largeTexts(asked, folder, routes, Number(query.get('page'))))
    }
    const entries = await directory.describe(first.children.map(({ name }) => name))
    const rows = entries.flatMap((entry) => (entry === null ? [] : [rowOf(entry)]))
    exchange.note('listing', renderPlural(rows.length, 'entry'))
    const sorted = rows.sort(compareRows(view))
    if (type === 'application/json') return send(exchange, type, renderJson(sorted, routes))
    if (type === 'text/plain') return send(exchange, type, renderText(sorted))
    const page = listingPage({
      ...listing,
      readme: place.isForPeople ? await readReadme(directory, rows, markdown) : null,
      isLive: isLive(exchange),
      rows: sorted.filter(({ name, type }) => type === 'file' || !answered.has(name)),
      routes,
    })
    return send(exchange, type, String(renderPage(page)), pageFields(loaded))
  }
}

/** What is asked for, and in which form. */
interface Asked {
  readonly exchange: Exchange
  readonly type: string
  /** The listing of nothing yet. */
  readonly listing: Listing
}

/** The children of a folder that `isShown`, in no order. */
async function* readChildren(
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

/** A large folder in the form that is asked for: what a page begins with is sent before it is read. */
async function* largeTexts(
  { type, listing }: Asked,
  folder: LargeFolder,
  routes: readonly RouteRow[],
  page: number,
): AsyncGenerator<string, void, void> {
  if (type === 'application/json') return yield* largeJson(folder, routes)
  if (type === 'text/plain') return yield* largeText(folder)
  yield* latePage({ ...listing, routes }, async () => {
    const part = await readPart(folder, page)
    return { rows: part.rows, part }
  })
}

/** What was found, in the form that is asked for. */
async function* foundTexts(
  { type, listing }: Asked,
  found: AsyncGenerator<Found, boolean, void>,
  query: string,
): AsyncGenerator<string, void, void> {
  if (type === 'application/json') return yield* foundJson(found, query)
  if (type === 'text/plain') return yield* foundText(found)
  yield* latePage(listing, async () => {
    const { rows, routes, isAll } = await allFound(found)
    return { rows, routes, search: { query, isAll } }
  })
}

/** The head of a page at once, and the rest of it later. */
async function* latePage(
  listing: Listing,
  later: () => Promise<Partial<Listing>>,
): AsyncGenerator<string, void, void> {
  const head = String(renderHead(listingPage(listing)))
  yield head
  const page = renderPage(listingPage({ ...listing, ...(await later()) }))
  yield String(page).slice(head.length)
}

/** What the operating system says of a folder that may not be read; anything else is an error. */
function unreadable(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EACCES' || code === 'EPERM') return null
  throw error
}

function listingType(exchange: Exchange, query: URLSearchParams): string {
  const asked = formats.get(query.get('format') ?? '')
  if (asked !== undefined) return asked
  const accept = exchange.request.headers.get('Accept')
  return negotiateType(accept, [...formats.values()]) ?? 'text/html'
}

/** Who asks, and where. Browsers name the type that they want, other programs take anything. */
function placeOf({
  request,
  url,
}: Exchange): Pick<Listing, 'origin' | 'base' | 'root' | 'names' | 'isForPeople'> {
  const { origin, host } = URL.parse(request.url) ?? { origin: '', host: '' }
  const mountedAt = url.base.slice(url.base.lastIndexOf('/') + 1)
  return {
    origin,
    base: url.base,
    root: mountedAt === '' ? host : decodeURIComponent(mountedAt),
    names: url.segments,
    isForPeople: /\btext\/html\b/i.test(request.headers.get('Accept') ?? ''),
  }
}

/** What a folder is called away from here: the root is called as the server. */
function nameOf(exchange: Exchange): string {
  const { names, base, root } = placeOf(exchange)
  return names.at(-1) ?? (base === '' ? root.replace(/:\d+$/, '') : root)
}

/** Relative, so that the page works wherever a proxy puts it. */
function scriptFor({ url }: Exchange, script: PageScript | null): PageScript | null {
  return script && { ...script, src: '../'.repeat(url.segments.length) + script.src }
}

async function send(
  exchange: Exchange,
  type: string,
  text: string,
  own: Fields = {},
): Promise<Response | null> {
  const bytes = encoder.encode(text)
  const validators = { etag: await tagOf(bytes) }
  const fields = { ...own, Vary: 'Accept' }
  const representation = bytesRepresentation(bytes, withCharset(type), { validators, fields })
  return representationResponse(exchange, representation)
}

/** Sends what is made on the way: it has neither a length nor a tag. HEAD makes nothing. */
function sendLate({ exchange, type, listing }: Asked, texts: AsyncGenerator<string, void, void>) {
  const own = type === 'text/html' ? pageFields(listing.script ?? null) : {}
  return representationResponse(exchange, {
    type: withCharset(type),
    size: null,
    validators: {},
    fields: { ...own, Vary: 'Accept' },
    body: () => textStreamOf(texts),
  })
}

function withCharset(type: string): string {
  return type === 'application/json' ? type : `${type}; charset=utf-8`
}

/** A strong entity tag: the same bytes, and no others, have it. */
async function tagOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `"${btoa(String.fromCharCode(...digest.subarray(0, 15)))}"`
}
