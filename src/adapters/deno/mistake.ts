import { asteriskResponse } from '../asterisk-form.ts'
import { plainResponse } from '../listening.ts'

/**
 * What Deno lets pass: no host, RFC 9112 §3.2; `get` for `GET`; a coding below chunks, §6.1. To it
 * `OPTIONS *` is the path `/*`. `null`: the request is in order.
 */
export function mistakeIn({ method, headers, url }: Request): Response | null {
  if (!headers.get('Host')) return plainResponse(400, 'Bad Request')
  if (method === 'GET' || method === 'HEAD') return null
  if (method !== method.toUpperCase()) return plainResponse(501, 'Not Implemented')
  if (method === 'OPTIONS' && /^[^/]*\/\/[^/]*\/\*$/.test(url)) return asteriskResponse()
  const isCoded = headers.get('Transfer-Encoding')?.includes(',')
  return isCoded ? plainResponse(501, 'Not Implemented') : null
}
