import type { Exchange, Step } from './exchange.ts'
import type { FileSource, Refusal } from './files/source.ts'
import { applicationPage, NAVIGATION_FIELDS, notFoundPage } from './files/stand-in.ts'
import { isLocal } from './guard/is-local.ts'
import { methodWords } from './mocks/name.ts'
import { nearestRoutes } from './mocks/nearest.ts'
import type { Route } from './mocks/route.ts'
import { routerOf } from './mocks/step.ts'
import { errorResponse } from './page/error.ts'
import { sourcePath } from './path/decode.ts'
import type { SiteNow } from './site-now.ts'

export interface FallbackOptions {
  /** `null`: there are no routes. */
  siteNow: SiteNow | null
  /** Whether a navigation gets `/index.html`. @default false */
  spa?: boolean
}

/**
 * Answers what no other step did: OPTIONS, 405 with what the path does have, the page of an
 * application, `404.html`, or an error.
 */
export function fallbackStep(source: FileSource, { siteNow, spa = false }: FallbackOptions): Step {
  return async (exchange) => {
    const routes = (await siteNow?.())?.routes ?? []
    const isApi = routerOf(routes).isBelow(exchange.url.segments)
    // What has the method and did not answer has gone meanwhile.
    const isGone = exchange.methods.has(exchange.method)
    if (exchange.methods.size > 0 && !isGone) return otherMethods(exchange, isApi)

    const path = sourcePath(exchange.url.segments)
    const refusal = path === null ? null : ((await source.refusal?.(path)) ?? null)
    const page = spa && refusal === null ? await applicationPage(exchange, source) : null
    if (page !== null) return page

    exchange.note('fallback', reasonOf(exchange, refusal))
    const detail = 'Nothing is at this address.'
    const hints = isLocal(exchange) ? hintsOf(exchange, routes) : []
    const fields = spa ? { Vary: NAVIGATION_FIELDS } : undefined
    return (
      (await notFoundPage(exchange, source, { isApi, fields })) ??
      errorResponse(exchange, { status: 404, detail, hints, fields }, isApi)
    )
  }
}

function reasonOf(exchange: Exchange, refusal: Refusal | null): string {
  if (refusal === null) return missed(exchange)[0] ?? 'nothing is here'
  return refusal.flag === undefined ? refusal.reason : `${refusal.reason} (${refusal.flag})`
}

/** For the owner: why the routes of this path did not answer, and the nearest ones of other paths. */
function hintsOf(exchange: Exchange, routes: readonly Route[]): string[] {
  const known = missed(exchange)
  const near = nearestRoutes(routes, exchange.method, exchange.url.segments)
    .map(({ method, pattern, reason }) => [`${method} ${pattern}: `, reason] as const)
    .filter(([route]) => !known.some((line) => line.startsWith(route)))
  return [...known, ...near.map((parts) => parts.join(''))].slice(0, 3)
}

/** What the routes of this path said: `GET /search: expected query q=cats`. */
function missed({ notes }: Exchange): string[] {
  return notes.flatMap(({ step, reason }) => (step === 'route' ? reason : []))
}

function otherMethods(exchange: Exchange, isApi: boolean): Response {
  const allow = allowed(exchange.methods)
  if (exchange.method === 'OPTIONS') {
    exchange.note('fallback', 'the methods that this path has')
    return exchange.respond(204, null, { Allow: allow })
  }
  exchange.note('fallback', `this path has ${allow}`)
  const detail = `${exchange.method} is not a method of this path. It has: ${allow}`
  return errorResponse(exchange, { status: 405, detail, fields: { Allow: allow } }, isApi)
}

/** The one `Allow`: what was found, HEAD where GET is, and OPTIONS, which is always answered. */
function allowed(found: ReadonlySet<string>): string {
  const has = (method: string) =>
    method === 'OPTIONS' || found.has(method) || (method === 'HEAD' && found.has('GET'))
  return methodWords.filter(has).join(', ')
}
