import type { Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'
import { type CanonicalUrl, canonicalUrl } from '../path/canonical.ts'
import { decodeSegments } from '../path/decode.ts'

const refusals = {
  400: 'The path of the URL cannot be read: a bad escape, a dot segment or a NUL.',
  414: 'The URL is longer than 8192 octets.',
} as const

const nowhere: CanonicalUrl = {
  base: '',
  segments: [],
  slash: true,
  pathname: '/',
  search: '',
  isCanonical: true,
}

/**
 * Gives the exchange the one spelling of its path below `base`.
 *
 * @throws {TypeError} when the base is no path
 */
export function canonicalStep(base: string): Step {
  const prefix = decodeSegments(base)
  if (prefix === null || !base.startsWith('/')) {
    throw new TypeError(`Cannot mount at "${base}": expected a path such as "/files"`)
  }
  return (exchange) => {
    const url = canonicalUrl(exchange.request.url, prefix)
    if (url !== null && typeof url === 'object') {
      exchange.url = url
      return null
    }
    exchange.url = nowhere
    if (url === null) {
      exchange.note('canonical', `not below ${base}`)
      return errorResponse(exchange, { status: 404, detail: `Nothing is here; see ${base}` })
    }
    exchange.note('canonical', url === 400 ? 'a path that cannot be read' : 'too long')
    return errorResponse(exchange, { status: url, detail: refusals[url] })
  }
}
