import type { Exchange } from '../exchange.ts'
import { type Fields, varied } from '../fields.ts'
import { negotiateType } from '../http/negotiation.ts'
import { fileRepresentation } from './representation.ts'
import { statusResponse } from './respond.ts'
import type { FileEntry, FileSource } from './source.ts'

/** The fields that tell a navigation from another request. */
export const NAVIGATION_FIELDS = 'Sec-Fetch-Mode, Accept'

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
