import type { Exchange } from '../exchange.ts'
import { type Fields, varied } from '../fields.ts'
import { negotiateType } from '../http/negotiation.ts'
import { fileRepresentation } from './representation.ts'
import { representationResponse, statusResponse } from './respond.ts'
import type { FileEntry, FileSource } from './source.ts'

/** What a page loads beside itself: in its place, no page is of use. */
const PART =
  /\.(?:[cm]?js|jsx|tsx?|css|map|json|wasm|webmanifest|xml|txt|pdf|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|flac|zip|gz)$/i

/** The fields that tell a navigation from another request. */
export const NAVIGATION_FIELDS = 'Sec-Fetch-Mode, Accept'

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

/**
 * Answers with the nearest `404.html`, from the folder of the path upwards, where the client takes
 * a page. It is an error with content: no condition and no range holds for it (RFC 9110 §13.2.1).
 */
export async function notFoundPage(
  exchange: Exchange,
  source: FileSource,
  { isApi, fields = {} }: { isApi: boolean; fields?: Fields },
): Promise<Response | null> {
  if (!exchange.isRead || !takesPage(exchange.request, isApi)) return null
  const found = await nearestPage(source, exchange.url.segments)
  if (found === null) return null
  const own = await fileRepresentation(found)
  return statusResponse(exchange, 404, { ...own, fields: varied(fields, 'Accept') })
}

/** A client that takes anything gets the page, but for one that asks among routes. */
function takesPage({ headers }: Request, isApi: boolean): boolean {
  const data = ['application/problem+json', 'application/json']
  const offered = isApi ? [...data, 'text/html'] : ['text/html', ...data, 'text/plain']
  return negotiateType(headers.get('Accept'), offered) === 'text/html'
}

/** Looks downwards, so that a long path below nothing costs nothing. */
async function nearestPage(
  source: FileSource,
  segments: readonly string[],
): Promise<FileEntry | null> {
  let nearest: FileEntry | null = null
  let folder = ''
  for (const name of [...segments, null]) {
    const entry = await source.find(`${folder}404.html`)
    if (entry?.kind === 'file') nearest = entry
    if (name === null || name.includes('/')) break
    if ((await source.find(folder + name))?.kind !== 'directory') break
    folder += `${name}/`
  }
  return nearest
}
