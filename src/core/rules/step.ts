import { after, late } from '../after.ts'
import type { Step } from '../exchange.ts'
import type { Rules } from './rules.ts'

const applying = late(() => import('./apply.ts'))

/** Applies the rules by a module of its own, which is read where there are some. */
export function rulesStep(rulesNow: (path: readonly string[]) => Rules | Promise<Rules>): Step {
  return (exchange) => {
    const { segments } = exchange.url
    return after(
      exchange.look(() => rulesNow(segments)),
      (rules) => {
        if (!rules.redirects?.length && !rules.headers?.length) return null
        return after(applying(), ({ applyRules }) => applyRules(exchange, rules))
      },
    )
  }
}
