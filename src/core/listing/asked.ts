import type { Exchange } from '../exchange.ts'
import { negotiateType } from '../http/negotiation.ts'
import type { Listing } from './listing.ts'
import type { ClientScripts } from './script.ts'
import { parseView } from './view.ts'

/** The forms of a listing, by the value of `?format=`. */
const formats = new Map([
  ['html', 'text/html'],
  ['json', 'application/json'],
  ['text', 'text/plain'],
])

/** What is asked for, and in which form. */
export interface Asked {
  readonly exchange: Exchange
  readonly type: string
  /** The listing of nothing yet. */
  readonly listing: Listing
}

/** Reads what a request asks for; the page of a person loads `scripts`. */
export function askedOf(
  exchange: Exchange,
  query: URLSearchParams,
  scripts: ClientScripts | null,
): Asked {
  const place = placeOf(exchange)
  const loaded = place.isForPeople && scripts ? scriptsFor(exchange, scripts) : null
  const view = parseView(query)
  const listing = { ...place, scripts: loaded, rows: [], routes: [], view, now: Date.now() }
  return { exchange, type: listingType(exchange, query), listing }
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
export function nameOf(exchange: Exchange): string {
  const { names, base, root } = placeOf(exchange)
  return names.at(-1) ?? (base === '' ? root.replace(/:\d+$/, '') : root)
}

/** Relative, so that the page works wherever a proxy puts it. */
function scriptsFor({ url }: Exchange, { listing, forms }: ClientScripts): ClientScripts {
  const up = '../'.repeat(url.segments.length)
  return {
    listing: { ...listing, src: up + listing.src },
    forms: { ...forms, src: up + forms.src },
  }
}
