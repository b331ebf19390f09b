import { after } from './after.ts'
import type { Step } from './exchange.ts'
import type { Mocks } from './mocks/call.ts'
import { codeAnswers } from './mocks/code.ts'
import { createCounters } from './mocks/counters.ts'
import type { FaultStepOptions } from './mocks/fault-step.ts'
import { exactRoutes, patternRoutes, routerOf } from './mocks/step.ts'
import type { AppOptions } from './options.ts'
import type { SiteNow } from './site-now.ts'

/** The steps of a mock API. */
export interface MockSteps {
  /** Answer before files do, and after them; `null`: names with a method word are files. */
  readonly routes: { readonly exact: Step; readonly patterns: Step } | null
  /** Makes every answer late or fail; `null`: none. */
  readonly faults: Step | null
}

export function mockSteps(
  { source, mocks = 'auto', code, onLog, delay, fail = 0, seed }: AppOptions,
  siteNow: SiteNow,
): MockSteps {
  const counters = createCounters()
  const backing: Mocks = {
    source,
    counters,
    seed,
    code: code && codeAnswers({ load: code, onLog }),
  }
  const routes =
    (answer: typeof exactRoutes): Step =>
    (exchange) =>
      after(siteNow(), (now) => answer(exchange, backing, routerOf(now.routes)))

  return {
    routes:
      mocks === 'auto' ? { exact: routes(exactRoutes), patterns: routes(patternRoutes) } : null,
    faults: delay === undefined && fail === 0 ? null : lateFaults({ counters, seed, delay, fail }),
  }
}

/** Faults for everything are a module of their own, which is read when they are asked for. */
function lateFaults(options: FaultStepOptions): Step {
  let known: Promise<Step> | undefined
  return (exchange) => {
    known ??= import('./mocks/fault-step.ts').then(({ faultStep }) => faultStep(options))
    return known.then((step) => step(exchange))
  }
}
