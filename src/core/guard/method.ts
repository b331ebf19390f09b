import type { Answer, Exchange, Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'

/** Methods that no path has: they would show what was sent, or go elsewhere. RFC 9110 §9.3.8, §9.3.6. */
const REFUSED = new Set(['TRACE', 'TRACK', 'CONNECT'])

/**
 * Answers 501 to methods that this server has nowhere, not even where a route takes any, and 417 to
 * what a request expects beside `100-continue`, which is the runtime's to answer: §10.1.1.
 */
export const methodStep: Step = (exchange) => {
  if (REFUSED.has(exchange.method)) return unknownMethod(exchange)
  const expected = exchange.request.headers.get('Expect')
  if (expected === null || isContinue(expected)) return null
  exchange.note('method', `it expects what nobody here can promise: ${expected}`)
  const detail = 'This server can promise "Expect: 100-continue", and nothing else.'
  return errorResponse(exchange, { status: 417, detail })
}

function unknownMethod(exchange: Exchange): Answer {
  exchange.note('method', `${exchange.method} is not a method of this server`)
  const detail = `This server does not know the method ${exchange.method}.`
  return errorResponse(exchange, { status: 501, detail })
}

function isContinue(expected: string): boolean {
  return expected.split(',').every((one) => /^\s*(?:100-continue\s*)?$/i.test(one))
}
