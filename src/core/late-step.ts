import { after } from './after.ts'
import type { Step } from './exchange.ts'

/** A step of a module of its own, which is read when it is asked for the first time. */
export function lateStep(read: () => Promise<Step>): Step {
  let known: Step | Promise<Step> | undefined
  return (exchange) => {
    known ??= read().then((step) => (known = step))
    return after(known, (step) => step(exchange))
  }
}
