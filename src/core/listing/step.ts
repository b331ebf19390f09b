import type { Answer, Exchange } from '../exchange.ts'
import { bytesRepresentation } from '../files/representation.ts'
import { representationResponse } from '../files/respond.ts'
import type { Listed } from '../files/source.ts'
import type { ListingStep } from '../files/step.ts'
import { negotiateType } from '../http/negotiation.ts'
import { pageFields } from '../page/page.ts'
import { childLink } from '../path/encode.ts'
import { type Row, rowsOf } from './entries.ts'
import { renderListing } from './page.ts'

/** The forms of a listing, by the value of `?format=`. */
const formats = new Map([
  ['html', 'text/html'],
  ['json', 'application/json'],
  ['text', 'text/plain'],
])

const encoder = new TextEncoder()

/** Lists folders as a page, as JSON or as text. */
export function listingStep(isShown: (listed: Listed) => boolean = () => true): ListingStep {
  return async (exchange, directory): Promise<Response | null> => {
    const rows = await rowsOf(directory, isShown)
    exchange.note('listing', `${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}`)
    return listingResponse(exchange, rows)
  }
}

function listingResponse(exchange: Exchange, rows: Row[]): Answer {
  const type = listingType(exchange)
  const { base, pathname } = exchange.url
  if (type === 'application/json') return send(exchange, renderJson(rows), { type })
  if (type === 'text/plain') {
    return send(exchange, renderText(rows), { type: `${type}; charset=utf-8` })
  }
  const page = String(renderListing(decodeURI(base + pathname), rows))
  return send(exchange, page, { type: 'text/html; charset=utf-8', fields: pageFields })
}

function listingType(exchange: Exchange): string {
  const format = new URLSearchParams(exchange.url.search).get('format')
  const asked = formats.get(format ?? '')
  if (asked !== undefined) return asked
  const accept = exchange.request.headers.get('Accept')
  return negotiateType(accept, [...formats.values()]) ?? 'text/html'
}

function send(
  exchange: Exchange,
  text: string,
  { type, fields }: { type: string; fields?: Record<string, string | string[]> },
): Answer {
  const own = { ...fields, Vary: 'Accept' }
  const representation = bytesRepresentation(encoder.encode(text), type, { fields: own })
  return representationResponse(exchange, representation)
}

function renderText(rows: Row[]): string {
  return rows.map(({ name, type }) => `${name}${type === 'directory' ? '/' : ''}\n`).join('')
}

function renderJson(rows: Row[]): string {
  const entries = rows.map(({ name, type, size, lastModified }) => ({
    name,
    type,
    ...(size === null ? {} : { size }),
    ...(lastModified === null ? {} : { modified: new Date(lastModified).toISOString() }),
    href: childLink(name, type === 'directory'),
  }))
  return `${JSON.stringify(entries, null, 2)}\n`
}
