import { after } from '../after.ts'
import type { Answer, Exchange, Step } from '../exchange.ts'
import type { Rules } from './rules.ts'

type ApplyRules = (exchange: Exchange, rules: Rules) => Answer

/** Applies the rules by a module of its own, which is read where there are some. */
export function rulesStep(rulesNow: (path: readonly string[]) => Rules | Promise<Rules>): Step {
  let apply: ApplyRules | Promise<ApplyRules> | undefined
  return (exchange) => {
    const { segments } = exchange.url
    return after(
      exchange.look(() => rulesNow(segments)),
      (rules) => {
        if (!rules.redirects?.length && !rules.headers?.length) return null
        apply ??= import('./apply.ts').then(({ applyRules }) => (apply = applyRules))
        return after(apply, (known) => known(exchange, rules))
      },
    )
  }
}
