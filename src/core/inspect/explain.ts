import type { Note } from '../exchange.ts'
import type { NamedStep } from '../road.ts'

/** An answer, and how it came to be. */
export interface Explanation {
  readonly response: Response
  /** The steps that were asked, in their order: the last one answered, unless it failed. */
  readonly steps: readonly AskedStep[]
  readonly notes: readonly Note[]
}

/** A step, and what it did with the request. */
export interface AskedStep {
  readonly name: string
  /** Whether it answered; otherwise it passed the request on, or failed. */
  readonly isAnswer: boolean
  readonly reasons: readonly string[]
}

/** The same steps, which write down what they did. */
export function watched(steps: readonly NamedStep[], asked: AskedStep[]): NamedStep[] {
  return steps.map(([name, step]) => [
    name,
    async (exchange) => {
      const before = exchange.notes.length
      let isAnswer = false
      try {
        const response = await step(exchange)
        isAnswer = response !== null
        return response
      } finally {
        const reasons = exchange.notes.slice(before).map(({ reason }) => reason)
        asked.push({ name, isAnswer, reasons })
      }
    },
  ])
}
