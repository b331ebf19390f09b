import type { Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'

/** Methods that no path has: they would show what was sent, or go elsewhere. RFC 9110 §9.3.8, §9.3.6. */
const REFUSED = new Set(['TRACE', 'TRACK', 'CONNECT'])

/** Answers 501 to methods that this server has nowhere, not even where a route takes any. */
export const methodStep: Step = (exchange) => {
  if (!REFUSED.has(exchange.method)) return null
  exchange.note('method', `${exchange.method} is not a method of this server`)
  const detail = `This server does not know the method ${exchange.method}.`
  return errorResponse(exchange, { status: 501, detail })
}
