import { after } from '../../after.ts'
import type { Exchange, Step } from '../../exchange.ts'
import { errorResponse } from '../../page/error.ts'
import { createCounters } from '../choose/counters.ts'
import { sessionOf } from '../choose/session.ts'
import { type Random, seededRandom } from '../random.ts'
import type { Delay } from '../route.ts'
import { delayed, goneResponse } from './delay.ts'

export interface FaultStepOptions {
  readonly delay?: Delay
  /** Of a hundred requests, how many fail. */
  readonly fail?: number
  readonly seed?: string
}

/** Makes everything slower, or fail now and then. */
export function faultStep({ delay, fail = 0, seed }: FaultStepOptions): Step {
  const counters = createCounters()
  const randomOf = (exchange: Exchange): Random => {
    if (seed === undefined) return Math.random
    const session = sessionOf(exchange)
    return seededRandom(`${seed}/fault/${session}/${counters.count(session, 'fault')}`)
  }
  return (exchange) => {
    exchange.isOnce = true
    const random = randomOf(exchange)
    const waited = delay === undefined ? undefined : delayed(exchange, delay, random)
    return after(waited, () => {
      if (delay === 'hang') return goneResponse(exchange)
      if (random() * 100 >= fail) return null
      exchange.note('fault', `fails ${fail}% of the time (--fail)`)
      const detail = 'This answer failed on purpose: --fail'
      return errorResponse(exchange, { status: 503, detail })
    })
  }
}
