import type { Exchange, Fields } from '../exchange.ts'
import { bytesRepresentation } from '../files/representation.ts'
import { representationResponse } from '../files/respond.ts'
import type { Listed } from '../files/source.ts'
import type { ListingStep } from '../files/step.ts'
import { negotiateType } from '../http/negotiation.ts'
import { errorResponse } from '../page/error.ts'
import { type PageScript, pageFields } from '../page/page.ts'
import { archiveResponse } from './archive.ts'
import { type FolderRoutes, rowsOf, sortRows } from './entries.ts'
import { renderJson } from './json.ts'
import { type Listing, renderListing } from './page.ts'
import { renderText } from './text.ts'
import { renderPlural } from './units.ts'
import { parseView } from './view.ts'

/** The forms of a listing, by the value of `?format=`. */
const formats = new Map([
  ['html', 'text/html'],
  ['json', 'application/json'],
  ['text', 'text/plain'],
])

/** Entries up to which a listing has an entity tag. */
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
  /** Whether who asks may be told of changes. @default () => false */
  isLive?: (exchange: Exchange) => boolean
}

/** Lists folders as a page, as JSON or as text. */
export function listingStep({
  isShown = () => true,
  routesIn = () => null,
  script = null,
  isLive = () => false,
}: ListingOptions = {}): ListingStep {
  return async (exchange, directory, path) => {
    const query = new URLSearchParams(exchange.url.search)
    const form = query.get('archive')
    if (form !== null) {
      return archiveResponse(exchange, directory, { name: nameOf(exchange), form, isShown })
    }
    const rows = await rowsOf(directory, isShown).catch(unreadable)
    if (rows === null) {
      exchange.note('listing', 'a folder that cannot be read')
      const detail = 'The server is not permitted to read this folder.'
      return errorResponse(exchange, { status: 403, detail })
    }
    exchange.note('listing', renderPlural(rows.length, 'entry'))
    const view = parseView(query)
    const type = listingType(exchange, query)
    const sorted = sortRows(rows, view)
    const { rows: routes, answered } = (await routesIn(exchange, path)) ?? noRoutes
    if (type === 'application/json') {
      return send(exchange, type, renderJson(sorted, routes), rows.length)
    }
    if (type === 'text/plain') return send(exchange, type, renderText(sorted), rows.length)
    const place = placeOf(exchange)
    const loaded = place.isForPeople ? scriptFor(exchange, script) : null
    const page = renderListing({
      ...place,
      script: loaded,
      isLive: isLive(exchange),
      rows: sorted.filter(({ name, type }) => type === 'file' || !answered.has(name)),
      routes,
      view,
      now: Date.now(),
    })
    return send(exchange, type, String(page), rows.length, pageFields(loaded))
  }
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
  entries: number,
  own: Fields = {},
): Promise<Response | null> {
  const bytes = encoder.encode(text)
  const validators = entries > MAX_TAGGED ? {} : { etag: await tagOf(bytes) }
  const fields = { ...own, Vary: 'Accept' }
  const charset = type === 'application/json' ? '' : '; charset=utf-8'
  const representation = bytesRepresentation(bytes, type + charset, { validators, fields })
  return representationResponse(exchange, representation)
}

/** A strong entity tag: the same bytes, and no others, have it. */
async function tagOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `"${btoa(String.fromCharCode(...digest.subarray(0, 15)))}"`
}
