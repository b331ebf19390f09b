import type { Fetch } from './server.ts'
import { beginTurn } from './turn.ts'

/** A host as a field may have it, RFC 9110 §7.2; the comma is what two fields are joined by. */
const HOST = /^(?:[\w.~!$&'()*+;=%-]+|\[[\da-f:.]+\])(?::\d*)?$/i

/** A URL of the Web, without user info: RFC 9110 §4.2.4. */
const WEB = /^https?:\/\/(?![^/?]*@)/i

/** The last host that was judged to be one: nearly every request has the same. */
let lastHost = ''

/**
 * Answers a request that no core must see, as it could not tell what is asked of it; `null`: it is
 * well-formed.
 */
export function refuse({ method, url, headers }: Request): Response | null {
  if (method === 'TRACE' || method === 'CONNECT') return plainResponse(501, 'Not Implemented')
  if (url.includes('#') || !WEB.test(url)) return plainResponse(400, 'Bad Request')
  const host = headers.get('Host')
  if (host === lastHost || host === null) return null
  if (!HOST.test(host)) return plainResponse(400, 'Bad Request')
  lastHost = host
  return null
}

export function plainResponse(status: number, reason: string): Response {
  return new Response(`${reason}\n`, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** Answers what is asked of an `https` URL where nothing is secured: RFC 9110 §7.4. */
export function misdirected(): Response {
  return plainResponse(421, 'Misdirected Request')
}

/**
 * A handler of requests that begins their turn, and refuses what is malformed.
 *
 * @throws {TypeError} for an app in the place of its `fetch`
 */
export function listening(fetch: Fetch): Fetch {
  if (typeof fetch !== 'function') {
    const error = new TypeError(`Cannot serve ${typeof fetch}: expected a function: app.fetch`)
    throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' }) // as Node says it
  }
  return (request, platform) => {
    beginTurn()
    if (/^https:/i.test(request.url)) return misdirected()
    return refuse(request) ?? fetch(request, platform)
  }
}

/** An address without the prefix that IPv4 has on a socket of both: `::ffff:10.0.0.1` => `10.0.0.1` */
export function addressOf(address: string | undefined): string | undefined {
  return address?.startsWith('::ffff:') ? address.slice(7) : address
}
