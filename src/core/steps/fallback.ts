import type { Answer, Exchange, Step } from '../exchange.ts'
import type { FileSource, Refusal } from '../files/source.ts'
import { NAVIGATION_FIELDS, notFoundPage } from '../files/stand-in.ts'
import { methodWords } from '../mocks/names/words.ts'
import type { Route } from '../mocks/route.ts'
import { routerOf } from '../mocks/step.ts'
import { errorResponse } from '../page/error.ts'
import { sourcePath } from '../path/decode.ts'
import type { Site } from '../site.ts'
import type { SiteNow } from './site-now.ts'

/** What tells the part that a file has in a site. */
type Roles = Pick<Site, 'routes' | 'mistakes'>

const nothing: Roles = { routes: [], mistakes: [] }

export interface FallbackOptions {
  /** `null`: there are no routes. */
  siteNow: SiteNow | null
  /** Whether a navigation gets `/index.html`. @default false */
  spa?: boolean
  /** Whether a request comes from the owner. */
  isOwner: (exchange: Exchange) => boolean
}

/**
 * Answers what no other step did: OPTIONS, 405 with what the path does have, the page of an
 * application, `404.html`, or an error.
 */
export function fallbackStep(
  source: FileSource,
  { siteNow, spa = false, isOwner }: FallbackOptions,
): Step {
  return async (exchange) => {
    const { routes, mistakes } = (await siteNow?.()) ?? nothing
    const isApi = routerOf(routes).isBelow(exchange.url.segments)
    // What has the method and did not answer has gone meanwhile.
    const isGone = exchange.methods.has(exchange.method)
    if (exchange.methods.size > 0 && !isGone) return otherMethods(exchange, isApi)

    const path = sourcePath(exchange.url.segments)
    const refusal = path === null ? null : ((await source.refusal?.(path)) ?? null)
    const page = spa && refusal === null ? await pageOf(exchange, source) : null
    if (page !== null) return page

    const role = path === null ? null : roleOf(path, { routes, mistakes })
    const reason = renderRefusal(refusal) ?? role ?? missed(exchange)[0]
    exchange.note('fallback', reason ?? 'nothing is here')
    const detail = 'Nothing is at this address.'
    const hints = isOwner(exchange) ? await hintsOf(exchange, routes, role) : []
    const fields = spa ? { Vary: NAVIGATION_FIELDS } : undefined
    return (
      (await notFoundPage(exchange, source, { isApi, fields })) ??
      errorResponse(exchange, { status: 404, detail, hints, fields }, isApi)
    )
  }
}

/** The page of an application that has one for all paths; `null`: it is not asked for. */
async function pageOf(exchange: Exchange, source: FileSource): Promise<Response | null> {
  const { applicationPage } = await import('../files/application-page.ts')
  return applicationPage(exchange, source)
}

function renderRefusal(refusal: Refusal | null): string | null {
  if (refusal?.flag === undefined) return refusal?.reason ?? null
  return `${refusal.reason} (${refusal.flag})`
}

/** Which routes the file of this path gives, or what is wrong with it; `null`: it has no such part. */
function roleOf(path: string, { routes, mistakes }: Roles): string | null {
  const found = routes.filter(({ variants }) => variants.some(({ file }) => file === path))
  if (found.length === 0) return mistakes.find(({ file }) => file === path)?.message ?? null
  const names = found.map(({ method, pattern }) => `${method} ${pattern}`)
  return `the source of the ${found.length === 1 ? 'route' : 'routes'} ${names.join(', ')}`
}

/**
 * For the owner: which part the file of this path has, why the routes of it did not answer, and the nearest
 * ones of other paths.
 */
async function hintsOf(
  exchange: Exchange,
  routes: readonly Route[],
  role: string | null,
): Promise<string[]> {
  const { nearestRoutes } = await import('../mocks/choose/nearest.ts')
  const known = missed(exchange)
  const near = nearestRoutes(routes, exchange.contentMethod, exchange.url.segments)
    .map(({ method, pattern, reason }) => [`${method} ${pattern}: `, reason] as const)
    .filter(([route]) => !known.some((line) => line.startsWith(route)))
  const lines = [...known, ...near.map((parts) => parts.join(''))]
  return (role === null ? lines : [role, ...lines]).slice(0, 3)
}

/** What the routes of this path said: `GET /search: expected query q=cats`. */
function missed({ notes }: Exchange): string[] {
  return notes.flatMap(({ step, reason }) => (step === 'route' ? reason : []))
}

function otherMethods(exchange: Exchange, isApi: boolean): Answer {
  const allow = allowed(exchange.methods)
  if (exchange.method === 'OPTIONS') {
    exchange.note('fallback', 'the methods that this path has')
    return exchange.respond(204, null, { Allow: allow })
  }
  exchange.note('fallback', `this path has ${allow}`)
  const detail = `${exchange.contentMethod} is not a method of this path. It has: ${allow}`
  return errorResponse(exchange, { status: 405, detail, fields: { Allow: allow } }, isApi)
}

/** The one `Allow`: what was found, HEAD where GET is, and OPTIONS, which is always answered. */
function allowed(found: ReadonlySet<string>): string {
  const has = (method: string) =>
    method === 'OPTIONS' || found.has(method) || (method === 'HEAD' && found.has('GET'))
  return methodWords.filter(has).join(', ')
}
