import type { Answer } from '../../exchange.ts'
import { errorResponse } from '../../page/error.ts'
import type { Call } from '../call.ts'
import { randomOf } from '../call-random.ts'
import { countersOf } from '../choose/counters.ts'
import { varyOf } from '../choose/negotiate.ts'
import { sessionOf } from '../choose/session.ts'
import { variantResponse } from '../respond.ts'
import type { Fault, Variant } from '../route.ts'
import { brokenResponse, droppedResponse } from './broken.ts'
import { delayed, goneResponse } from './delay.ts'

/** Answers late, or wrongly, as a variant says. `wait` is what `Prefer` asks for, in milliseconds. */
export async function faultyResponse(
  call: Call,
  variant: Variant,
  { wait, answer }: { wait: number | null; answer: () => Answer },
): Promise<Response | null> {
  const { exchange } = call
  const { fault, delay } = variant
  const refused = fault?.kind === 'limit' ? limited(call, fault) : null
  if (refused !== null) return refused

  const asked = wait === null ? delay : { from: wait, to: wait }
  if (asked !== undefined) await delayed(exchange, asked, randomOf(call))
  if (asked === 'hang') return goneResponse(exchange)
  if (fault?.kind === 'drop') return droppedResponse(exchange)
  const response = await answer()
  return response === null ? null : brokenResponse(exchange, response, fault)
}

/** 429 when the period has had its answers, RFC 6585 §4: the route's own, where it has one. */
function limited(call: Call, { count, period }: Fault & { kind: 'limit' }): Answer {
  const { exchange, match, mocks } = call
  const { method, pattern, variants } = match.route
  const key = `limit ${count}/${period} ${method} ${pattern}`
  const { before, left } = countersOf(mocks).countWithin(sessionOf(exchange), key, period)
  if (before < count) return null
  const limit = `${count} in ${period / 1000} s`
  exchange.noteMore(`over its limit of ${limit}`)
  const seconds = Math.max(1, Math.ceil(left / 1000))
  const fields = { 'Retry-After': `${seconds}` }

  const own = variants.find(({ status, when, fault }) => status === 429 && !when && !fault)
  if (own !== undefined) {
    const variant = { ...own, headers: { ...fields, ...own.headers } }
    return variantResponse(call, { variant, applied: [], vary: varyOf(match.route), mark: '' })
  }
  const detail = `The limit of this route is ${limit}. Try again in ${seconds} s.`
  return errorResponse(exchange, { status: 429, detail, fields })
}
