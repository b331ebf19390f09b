import type { Exchange } from './exchange.ts'
import { valueSetBy } from './field-changes.ts'
import { isCompressible } from './http/media-types.ts'
import { negotiateCoding } from './http/negotiation.ts'
import type { Codings } from './platform.ts'

/** What every runtime can make. */
export const webCodings: Codings = {
  gzip: (body) => body.pipeThrough(new CompressionStream('gzip') as TransformStream),
}

/** Content of fewer bytes is sent as it is: the coding would cost more than it saves. */
const WORTH_CODING = 1024

/** Bodies that are coded at one moment, at most: each holds up to some megabytes. */
const MAX_AT_ONCE = 128

/** Bodies that are coded at this moment. */
export const working = { bodies: 0 }

/** Content that may be coded on its way. */
export interface Content {
  /** The media type. */
  readonly type: string
  /** Bytes; `null` where that is not known before it is sent. */
  readonly size: number | null
}

/** Whether content is better sent in a coding, where one can be made on the way. */
export function isWorthCoding({ type, size }: Content): boolean {
  return (size === null || size >= WORTH_CODING) && isCompressible(type)
}

/**
 * The names of the codings that content can be sent in, beside `identity`. Who refuses `identity`
 * gets what else there is, whatever it is worth.
 */
export function codingsFor(exchange: Exchange, content: Content): readonly string[] {
  const names = Object.keys(exchange.codings)
  if (names.length === 0 || content.size === 0 || working.bodies >= MAX_AT_ONCE) return []
  // The owner says the coding of the bytes as they are, or that they stay so.
  if (valueSetBy(exchange.changes, 'content-encoding') !== null) return []
  if (isKeptAsIs(valueSetBy(exchange.changes, 'cache-control'))) return []
  return isWorthCoding(content) || acceptedCoding(exchange, []) === null ? names : []
}

/** Whether a `Cache-Control` says that content is not to be coded on its way: RFC 9111 §5.2.2.6. */
export function isKeptAsIs(cacheControl: string | string[] | null = null): boolean {
  return /\bno-transform\b/i.test(String(cacheControl))
}

/** As `negotiateCoding`, by what this client accepts. */
export function acceptedCoding(exchange: Exchange, offered: readonly string[]): string | null {
  const field = acceptEncodingOf(exchange)
  // Nothing is refused without a weight of 0, and browsers send none.
  if (field === null || (offered.length === 0 && !field.includes('0'))) return 'identity'
  return negotiateCoding(field, offered)
}

/** `null`: the client does not say what it accepts. */
export function acceptEncodingOf({ request, platform }: Exchange): string | null {
  return platform.acceptEncoding ?? request.headers.get('Accept-Encoding')
}
