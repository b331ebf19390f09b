import { after } from '../after.ts'
import { Exchange, type Step } from '../exchange.ts'
import { corsStep, refusePreflight, withoutCors } from '../guard/cors.ts'
import { methodWords } from '../mocks/names/words.ts'
import { routerOf } from '../mocks/step.ts'
import type { Site } from '../site.ts'
import type { SiteNow } from './site-now.ts'

/** The steps whose answers scripts of other origins may read, or may not. */
export interface SharedSteps {
  /** Says what is shared, and answers preflights; `null`: nothing is. */
  readonly share: Step | null
  readonly rules: Step
  /** Serves files. */
  readonly file: Step
}

/** Shares the routes of a site with `origins`, and its files where they are named; `null`: nothing. */
export function sharedSteps(
  origins: readonly string[] | null,
  { siteNow, rules, file }: { siteNow: SiteNow; rules: Step; file: Step },
): SharedSteps {
  if (origins === null) return { share: null, rules, file }
  const share = crossOriginStep({ origins, siteNow, file })
  return {
    share,
    rules: sharedAnew(rules, share),
    file: origins.length === 0 ? withoutCors(file) : file,
  }
}

interface CrossOriginOptions {
  /** As `CorsOptions.origins`. */
  readonly origins: readonly string[]
  readonly siteNow: SiteNow
  /** The step that serves files. */
  readonly file: Step
}

function crossOriginStep({ origins, siteNow, file }: CrossOriginOptions): Step {
  function isApi({ url }: Exchange): boolean | Promise<boolean> {
    return after(siteNow(url.segments), ({ routes }) => {
      if (routes.length === 0) return false
      const router = routerOf(routes)
      const { segments } = url
      return router.isBelow(segments) || router.matches(segments).length > 0
    })
  }

  /** In the order of `Allow`, with HEAD where GET is. */
  async function methodsOf(exchange: Exchange): Promise<ReadonlySet<string>> {
    const { routes } = await siteNow(exchange.url.segments)
    const found = new Set<string>(routeMethods(routes, exchange.url.segments))
    const probe = new Exchange(exchange.request, exchange.platform)
    probe.url = exchange.url
    // Files do not answer OPTIONS: the step only says what the path has.
    await file(probe)
    for (const method of probe.methods) found.add(method)
    if (found.has('GET')) found.add('HEAD')
    const isAny = found.has('ANY')
    return new Set(methodWords.filter((word) => found.has(word) || (isAny && word !== 'OPTIONS')))
  }

  return corsStep({ origins, isApi, methodsOf })
}

/** Asks the rules, and then who may read the path that they made of the one that was asked for. */
function sharedAnew(rules: Step, share: Step): Step {
  return (exchange) => {
    const asked = exchange.url
    const again = () => (exchange.url === asked ? null : share(exchange))
    return after(rules(exchange), (response) =>
      after(response ?? again(), (answer) => answer ?? refusePreflight(exchange)),
    )
  }
}

function routeMethods(routes: Site['routes'], segments: readonly string[]): string[] {
  const router = routerOf(routes)
  const groups = router.matches(segments).flat()
  return [...router.exact(segments), ...groups.map(({ route }) => route)].map(
    ({ method }) => method,
  )
}
