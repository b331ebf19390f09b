import type { Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'
import { isGranted, pageOf } from './cors.ts'

/** RFC 9110 §9.2.1; what is not here may change something. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])

/**
 * Refuses what a page on another site sends in order to change something, where CORS does not let
 * that page in: a form or a `no-cors` request comes without asking first, and a route acts on it.
 *
 * Who sends no `Sec-Fetch-Site` is no browser (Fetch Metadata §2.4).
 */
export function originStep(origins: readonly string[] | null): Step {
  return (exchange) => {
    const { method, request } = exchange
    if (SAFE.has(method) || request.headers.get('Sec-Fetch-Site') !== 'cross-site') return null
    const origin = request.headers.get('Origin')
    if (origin !== null && isGranted(origin, origins)) return null
    const { who, flag } = pageOf(origin)
    exchange.note('origin', `${method} from a page of ${who} (${flag})`)
    const detail = `Pages of ${who} may not send ${method} here. If they should: ${flag}`
    return errorResponse(exchange, { status: 403, detail })
  }
}
