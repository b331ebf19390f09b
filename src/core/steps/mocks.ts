import { after, late } from '../after.ts'
import type { Step } from '../exchange.ts'
import { lateStep } from '../late-step.ts'
import type { Mocks } from '../mocks/call.ts'
import type { CodeOptions } from '../mocks/code.ts'
import { exactRoutes, patternRoutes, routerOf } from '../mocks/step.ts'
import type { AppOptions } from '../options.ts'
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
  filling: Mocks['filling'],
): MockSteps {
  const backing: Mocks = {
    source,
    seed,
    filling,
    code: code && lateCode({ load: code, onLog }),
  }
  const routes =
    (answer: typeof exactRoutes): Step =>
    (exchange) =>
      after(siteNow(exchange.url.segments), (now) =>
        answer(exchange, backing, routerOf(now.routes)),
      )

  return {
    routes:
      mocks === 'auto' ? { exact: routes(exactRoutes), patterns: routes(patternRoutes) } : null,
    faults:
      delay === undefined && fail === 0
        ? null
        : lateStep(async () => {
            const { faultStep } = await import('../mocks/faults/step.ts')
            return faultStep({ seed, delay, fail })
          }),
  }
}

/** Routes that are code are answered by a module of their own. */
function lateCode(options: CodeOptions): NonNullable<Mocks['code']> {
  const read = async () => (await import('../mocks/code.ts')).codeAnswers(options)
  const answersNow = late(read)
  return (call, variant) => after(answersNow(), (answer) => answer(call, variant))
}
