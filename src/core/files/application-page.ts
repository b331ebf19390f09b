import type { Exchange } from '../exchange.ts'
import { varied } from '../fields.ts'
import { negotiateType } from '../http/negotiation.ts'
import { fileRepresentation } from './representation.ts'
import { representationResponse } from './respond.ts'
import type { FileSource } from './source.ts'
import { NAVIGATION_FIELDS } from './stand-in.ts'

/** What a page loads beside itself: in its place, no page is of use. */
const PART =
  /\.(?:[cm]?js|jsx|tsx?|css|map|json|wasm|webmanifest|xml|txt|pdf|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|flac|zip|gz)$/i

/** Whether a browser asks for a page to show, as far as the fields of the request say. */
function isNavigation({ headers }: Request): boolean {
  const mode = headers.get('Sec-Fetch-Mode')
  if (mode !== null) return mode === 'navigate'
  const accept = headers.get('Accept')
  const isExplicit = accept !== null && /\btext\/html\b/i.test(accept)
  return isExplicit && negotiateType(accept, ['application/json', 'text/html']) === 'text/html'
}

/** Whether a page of the same application may be meant by a path: it is no part of a page. */
function mayBePage({ segments, slash }: Exchange['url']): boolean {
  return slash || !PART.test(segments.at(-1) ?? '')
}

/**
 * Answers a navigation with the page of an application that has one for all paths. `null`: it is
 * none, or there is no such page.
 */
export async function applicationPage(
  exchange: Exchange,
  source: FileSource,
): Promise<Response | null> {
  if (!exchange.isRead || !mayBePage(exchange.url) || !isNavigation(exchange.request)) return null
  const entry = await source.find('index.html')
  if (entry?.kind !== 'file') return null
  exchange.isStandIn = true
  exchange.note('fallback', 'index.html, for a page of the application (--spa)')
  const own = await fileRepresentation(entry)
  const fields = varied(own.fields ?? {}, NAVIGATION_FIELDS)
  return representationResponse(exchange, { ...own, fields })
}
