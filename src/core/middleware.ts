import { after } from './after.ts'
import { webCodings } from './coding.ts'
import { Exchange, type Step } from './exchange.ts'
import type { CachePolicyOptions } from './files/cache-policy.ts'
import type { HtmlHandling } from './files/html.ts'
import { siblingsOf } from './files/sibling.ts'
import type { FileSource } from './files/source.ts'
import { fileStep } from './files/step.ts'
import { canonicalStep } from './guard/canonical.ts'
import { listingStep } from './listing/step.ts'
import { exactRoutes, patternRoutes, routerOf } from './mocks/step.ts'
import { filling } from './mocks/template/fill.ts'
import { decodeSegments } from './path/decode.ts'
import { encodePath } from './path/encode.ts'
import type { Codings, Platform } from './platform.ts'
import type { Site } from './site.ts'

/** What webstand uses of Hono's context, so that any copy of Hono fits. */
export interface MiddlewareContext {
  readonly req: { readonly raw: Request; readonly routePath: string }
  readonly env: unknown
}

/** A middleware as Hono has it. */
export type Middleware = (
  context: MiddlewareContext,
  next: () => Promise<void>,
) => Promise<Response | undefined>

/** How files are served in someone's own app. */
export interface ServeFilesOptions extends CachePolicyOptions {
  /** Under which paths an HTML file is found. @default 'any' */
  html?: HtmlHandling
  /** Whether a folder without an index is listed. @default true */
  listing?: boolean
  /** What content is coded in on its way, beside the coded siblings of a file. @default gzip */
  codings?: Codings
}

/**
 * Serves the files of a source in a Hono app, and goes on where it has none.
 *
 * @example
 * ```ts
 * const app = new Hono()
 * app.use('/files/*', serveFiles(memoryFiles({ 'a.txt': 'a' })))
 * await (await app.request('/files/a.txt')).text() // => 'a'
 * const missing = await app.request('/files/b.txt')
 * missing.status // => 404
 * ```
 */
export function serveFiles(
  source: FileSource,
  { listing = true, codings = webCodings, html, cache, immutable }: ServeFilesOptions = {},
): Middleware {
  const step = fileStep(source, {
    siblings: siblingsOf(source),
    listing: listing ? listingStep() : null,
    html,
    cache,
    immutable,
  })
  return middleware(step, codings)
}

/**
 * Answers the routes of a site in a Hono app, and goes on where it has none.
 *
 * @example
 * ```ts
 * const source = memoryFiles({ 'users.GET.json': '[7]' })
 * const app = new Hono()
 * app.use('/api/*', serveMocks(await readSite(source), source))
 * await (await app.request('/api/users')).json() // => [7]
 * ```
 */
export function serveMocks(site: Site, source: FileSource): Middleware {
  const router = routerOf(site.routes)
  const mocks = { source, filling: () => filling }
  return middleware((exchange) =>
    after(
      exactRoutes(exchange, mocks, router),
      (response) => response ?? patternRoutes(exchange, mocks, router),
    ),
  )
}

function middleware(step: Step, codings: Codings = {}): Middleware {
  return async ({ req, env }, next) => {
    const exchange = new Exchange(req.raw, (env ?? {}) as Platform, codings)
    const canonical = canonicalStep(prefixOf(req.routePath, req.raw.url))
    const response = (await canonical(exchange)) ?? (await step(exchange))
    if (response === null) await next()
    return response ?? undefined
  }
}

/** The part of a path that a route pattern such as `/files/*` names: `/files`. */
function prefixOf(routePath: string, url: string): string {
  const depth = routePath.split('/').filter((name) => name !== '' && name !== '*').length
  const names = decodeSegments(URL.parse(url)?.pathname ?? '/') ?? []
  return encodePath(names.slice(0, depth)) || '/'
}
