import type { Exchange, Fields } from '../exchange.ts'
import { bytesRepresentation } from '../files/representation.ts'
import { representationResponse } from '../files/respond.ts'
import type { Listed } from '../files/source.ts'
import type { ListingStep } from '../files/step.ts'
import { negotiateType } from '../http/negotiation.ts'
import { errorResponse } from '../page/error.ts'
import { type PageScript, pageFields, renderHead, renderPage } from '../page/page.ts'
import { archiveResponse } from './archive.ts'
import type { Checksum } from './checksum.ts'
import type { FolderRoutes, RouteRow } from './entries.ts'
import {
  MAX_TAGGED,
  type Made,
  type Reading,
  readChildren,
  readFolder,
  renderFolder,
} from './folder.ts'
import { allFound, foundJson, foundText } from './found.ts'
import { type LargeFolder, largeJson, largeText, readPart } from './large.ts'
import { type Listing, listingPage } from './page.ts'
import { proseResponse } from './prose.ts'
import { type RenderMarkdown, readReadme } from './readme.ts'
import { type Found, search, wordsOf } from './search.ts'
import { Shared } from './shared.ts'
import { textStreamOf } from './stream.ts'
import { renderPlural } from './units.ts'
import { parseView, viewQuery } from './view.ts'

/** The forms of a listing, by the value of `?format=`. */
const formats = new Map([
  ['html', 'text/html'],
  ['json', 'application/json'],
  ['text', 'text/plain'],
])

const noRoutes: FolderRoutes = { rows: [], answered: new Set() }

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
  const readings = new Shared<Reading | 'large' | null>()

  return async (exchange, directory, path) => {
    const query = new URLSearchParams(exchange.url.search)
    const archive = query.get('archive')
    if (archive !== null) {
      return archiveResponse(exchange, directory, {
        name: nameOf(exchange),
        form: archive,
        isShown,
        checksum,
      })
    }
    const prose = query.get('markdown')
    if (prose !== null) {
      return proseResponse(exchange, { directory, name: prose, isShown, render: markdown })
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

    const reading = await readings.of(`${path}/${viewQuery(view)}`, () =>
      readFolder(directory, isShown, view),
    )
    if (reading === null) {
      exchange.note('listing', 'a folder that cannot be read')
      const detail = 'The server is not permitted to read this folder.'
      return errorResponse(exchange, { status: 403, detail })
    }
    const routes = (await routesIn(exchange, path)) ?? noRoutes
    if (reading === 'large') {
      exchange.note('listing', `more than ${renderPlural(MAX_TAGGED, 'entry')}`)
      const children = () => readChildren(directory, isShown)
      const folder = { directory, view, children }
      const page = Number(query.get('page'))
      return sendLate(asked, largeTexts(asked, folder, { routes: routes.rows, page, markdown }))
    }
    exchange.note('listing', renderPlural(reading.rows.length, 'entry'))
    const isTold = isLive(exchange)
    const make = () =>
      renderFolder(
        type,
        { ...listing, isLive: isTold, now: reading.now },
        { reading, routes, markdown },
      )
    // What a folder has of routes depends on who asks.
    const isPlain = routes.rows.length === 0 && routes.answered.size === 0
    const form = JSON.stringify([type, listing.origin, listing.isForPeople, isTold])
    const made = isPlain ? once(reading.made, form, make) : make()
    return send(exchange, type, await made, type === 'text/html' ? pageFields(loaded) : {})
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make()
  known.set(key, made)
  return made
}

/** What is asked for, and in which form. */
interface Asked {
  readonly exchange: Exchange
  readonly type: string
  /** The listing of nothing yet. */
  readonly listing: Listing
}

interface LargeContent {
  readonly routes: readonly RouteRow[]
  /** The page that is asked for. */
  readonly page: number
  readonly markdown: RenderMarkdown | null
}

/** A large folder in the form that is asked for: what a page begins with is sent before it is read. */
async function* largeTexts(
  { type, listing }: Asked,
  folder: LargeFolder,
  { routes, page, markdown }: LargeContent,
): AsyncGenerator<string, void, void> {
  if (type === 'application/json') return yield* largeJson(folder, routes)
  if (type === 'text/plain') return yield* largeText(folder)
  yield* latePage({ ...listing, routes }, async () => {
    const part = await readPart(folder, page)
    const { isForPeople } = listing
    const readme = isForPeople ? await readReadme(folder.directory, part.readmes, markdown) : null
    return { rows: part.rows, part, readme }
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

function send(
  exchange: Exchange,
  type: string,
  { bytes, etag }: Made,
  own: Fields,
): Response | null | Promise<Response | null> {
  const fields = { ...own, Vary: 'Accept' }
  const representation = bytesRepresentation(bytes, withCharset(type), {
    validators: { etag },
    fields,
  })
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
