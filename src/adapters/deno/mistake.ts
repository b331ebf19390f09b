import { asteriskResponse } from '../asterisk-form.ts'
import { plainResponse } from '../listening.ts'

/**
 * What Deno lets pass: no host, RFC 9112 §3.2; `get` for `GET`; a coding below chunks, §6.1. To it
 * `OPTIONS *` is the path `/*`. `null`: the request is in order.
 *
 * @param unnamed what the URL of a request without a host begins with
 */
export function mistakeIn(request: Request, unnamed: string): Response | null {
  const { method, headers, url } = request
  if (!headers.get('Host') && !isNamed(request, unnamed)) return plainResponse(400, 'Bad Request')
  if (method === 'GET' || method === 'HEAD') return null
  if (method !== method.toUpperCase()) return plainResponse(501, 'Not Implemented')
  if (method === 'OPTIONS' && /^[^/]*\/\/[^/]*\/\*$/.test(url)) return asteriskResponse()
  const isCoded = headers.get('Transfer-Encoding')?.includes(',')
  return isCoded ? plainResponse(501, 'Not Implemented') : null
}

/**
 * Whether a request names the host in its URL alone, as HTTP/2 does. Deno does not say the version:
 * what has an empty `Host`, or a `Connection`, is not of that one (RFC 9113 §8.2.2).
 */
function isNamed({ headers, url }: Request, unnamed: string): boolean {
  return !headers.has('Host') && !headers.has('Connection') && !url.startsWith(unnamed)
}

/** The root at an address as Deno calls it where a request names no host. */
export function unnamedUrl({ hostname, port }: { hostname: string; port: number }): string {
  const isHere = /^(?:127\..*|::1|0\.0\.0\.0|::)$/.test(hostname)
  const address = hostname.includes(':') ? `[${hostname}]` : hostname
  return `http://${isHere ? 'localhost' : address}${port === 80 ? '' : `:${port}`}/`
}
