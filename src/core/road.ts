import type { Exchange, Step } from './exchange.ts'
import { isMomentary } from './momentary.ts'
import { errorResponse, type Problem } from './page/error.ts'

/** A step, and its name in the log and in `webstand explain`. */
export type NamedStep = readonly [name: string, step: Step]

/** Is told what went wrong behind a 500. */
type OnError = (error: unknown, request: Request) => void

const wrong: Problem = { status: 500, detail: 'Something went wrong here.' }

const crowded: Problem = {
  status: 503,
  detail: 'This server can open no more at this moment. Ask again.',
  fields: { 'Retry-After': '1' },
}

/** Asks one step after the other, and stays synchronous until one of them does not. */
export function follow(
  steps: readonly NamedStep[],
  exchange: Exchange,
  onError?: OnError,
): Response | Promise<Response> {
  let asked = 0
  exchange.rest = () => from(asked + 1)
  exchange.again = () => {
    exchange.forget()
    return from(0)
  }

  function from(index: number): Response | Promise<Response> {
    try {
      for (let at = index; at < steps.length; at++) {
        asked = at
        const answer = steps[at]![1](exchange)
        if (answer instanceof Promise) {
          return answer.then((response) => response ?? from(at + 1)).catch(failed)
        }
        if (answer !== null) return answer
      }
      throw new Error('Cannot answer: no step did')
    } catch (error) {
      return failed(error)
    }
  }

  /** The one error boundary: an answer without detail, and the error for the owner. */
  function failed(error: unknown): Response | Promise<Response> {
    onError?.(error, exchange.request)
    exchange.note('error', 'an error, see the log')
    return errorResponse(exchange, isMomentary(error) ? crowded : wrong)
  }

  return from(0)
}
