import { after, late } from './after.ts'
import type { Step } from './exchange.ts'

/** A step of a module of its own, which is read when it is asked for the first time. */
export function lateStep(read: () => Promise<Step>): Step {
  const stepNow = late(read)
  return (exchange) => after(stepNow(), (step) => step(exchange))
}
