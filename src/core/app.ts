import { Hono } from 'hono/tiny'
import { after } from './after.ts'
import { webCodings } from './coding.ts'
import { crossOriginStep, sharedAnew } from './cross-origin.ts'
import { type Codings, Exchange, type Note, type Platform, type Step } from './exchange.ts'
import { fallbackStep } from './fallback.ts'
import type { CachePolicyOptions } from './files/cache-policy.ts'
import type { HtmlHandling } from './files/html.ts'
import type { FileSource } from './files/source.ts'
import { fileStep, type ListingStep } from './files/step.ts'
import { withoutNames } from './files/without.ts'
import { canonicalStep } from './guard/canonical.ts'
import { withoutCors } from './guard/cors.ts'
import { hostStep } from './guard/host.ts'
import { isLocal } from './guard/is-local.ts'
import { isolationStep } from './guard/isolation.ts'
import { methodStep } from './guard/method.ts'
import { CONTROL, controlStep } from './inspect/control.ts'
import { type Changes, changesOf, createEvents, type Events } from './inspect/events.ts'
import { listedRoutes } from './listed-routes.ts'
import type { Checksum } from './listing/checksum.ts'
import type { RenderMarkdown } from './listing/readme.ts'
import { clientAsset, clientScript } from './listing/script.ts'
import { listingStep } from './listing/step.ts'
import type { Mocks } from './mocks/call.ts'
import { codeAnswers, type LoadModule } from './mocks/code.ts'
import { createCounters } from './mocks/counters.ts'
import type { FaultStepOptions } from './mocks/fault.ts'
import { parseMockName } from './mocks/name.ts'
import type { Delay } from './mocks/route.ts'
import { exactRoutes, hasOptionalRest, patternRoutes, routerOf } from './mocks/step.ts'
import { errorResponse } from './page/error.ts'
import { ruleFiles } from './rules/read.ts'
import { rulesStep } from './rules/step.ts'
import type { ReadSiteOptions, Site } from './site.ts'

/** How a folder is shown: what a Worker is built with, and what a server is started with. */
export interface FolderOptions extends CachePolicyOptions {
  /** Whether names with a method word are routes. @default 'auto' */
  mocks?: 'auto' | 'never'
  /** Under which paths an HTML file is found. @default 'any' */
  html?: HtmlHandling
  /** Whether a navigation to a path that is not there gets `/index.html`. @default false */
  spa?: boolean
  /** Renders the README.md of a folder below its listing, safely. @default its text is shown as it is */
  markdown?: RenderMarkdown
  /** CRC-32 of bytes behind others, for archives: `crc32` of node:zlib. @default in JavaScript */
  checksum?: Checksum | undefined
  /** Who sees the routes of a folder in its listing: its owner, or everybody. @default 'local' */
  routes?: 'local' | 'listed'
  /**
   * Origins whose pages may read everything; `*` is any other, without credentials. Those of this
   * machine may read the routes; `null`: not even they. @default []
   */
  cors?: readonly string[] | null
  /** Whether pages are cut off from those of other origins, as `SharedArrayBuffer` asks. @default false */
  isolated?: boolean
}

export interface AppOptions extends FolderOptions {
  /** Where the files come from. */
  source: FileSource
  /** What the files mean: a value, or a function that is read once per request. @default readSite(source) */
  site?: Site | (() => Site | Promise<Site>)
  /**
   * Is asked to look at a path again before a 404 or 405. Where `site` is another then, the steps are
   * asked again. @default nothing is looked at
   */
  refresh?: (path: readonly string[]) => void | Promise<void>
  /** The path in front of everything: `/files`. @default '/' */
  base?: string
  /** Loads the routes that are code: consent to run them. @default they answer 403 */
  code?: LoadModule
  /** Is told what code logs, with the file that it is in. @default throws it away */
  onLog?: (file: string, values: readonly unknown[]) => void
  /** How long every answer takes at least. @default as long as it takes */
  delay?: Delay
  /** Of a hundred requests, how many fail with 503. @default 0 */
  fail?: number
  /** What the random numbers of routes follow from. @default they are different each time */
  seed?: string
  /** Whether a folder without an index is listed. @default true */
  listing?: boolean
  /** Names that the server answers to, beside localhost and addresses; `null`: any. @default null */
  hosts?: readonly string[] | null
  /** What content is coded in on its way, beside the coded siblings of a file. @default gzip */
  codings?: Codings
  /**
   * Tells of every change of what is shown, so that open pages follow it.
   * @default looks at `site` where that is a function
   */
  changes?: Changes
  /** Is told of every answer. */
  onAnswer?: (record: AnswerRecord) => void
  /** Is told what went wrong behind a 500. @default throws it away */
  onError?: (error: unknown, request: Request) => void
}

/** One line of the journal. It never touches a body. */
export interface AnswerRecord {
  readonly method: string
  /** Path and query, as they were asked. */
  readonly target: string
  readonly status: number
  /** Promised bytes; `null` for a stream of unknown length. */
  readonly size: number | null
  /** What the steps said, in their order; the last one is why it was answered so. */
  readonly notes: readonly Note[]
  readonly ip: string | undefined
  /** Milliseconds until the Response was made. */
  readonly ms: number
}

/** An answer, and how it came to be. */
export interface Explanation {
  readonly response: Response
  /** The steps that were asked, in their order: the last one answered, unless it failed. */
  readonly steps: readonly AskedStep[]
  readonly notes: readonly Note[]
}

/** A step, and what it did with the request. */
export interface AskedStep {
  readonly name: string
  /** Whether it answered; otherwise it passed the request on, or failed. */
  readonly isAnswer: boolean
  readonly reasons: readonly string[]
}

export interface App {
  readonly fetch: (request: Request, platform?: Platform) => Response | Promise<Response>
  /** Answers a path or a URL without a socket: `app.request('/hello.txt')`. */
  request(input: string | URL | Request, init?: RequestInit, platform?: Platform): Promise<Response>
  explain(request: Request, platform?: Platform): Promise<Explanation>
  /** Ends the answers that stay open until then. */
  close(): void
}

/** Makes a server's core: a function from a Request to a Response. */
export function createApp(options: AppOptions): App {
  const { codings = webCodings, onAnswer, onError } = options
  const events = eventsOf(options)
  const steps = roadOf(options, events)
  const run = (exchange: Exchange, road = steps) =>
    finish(exchange, () => follow(road, exchange, onError), onAnswer)

  const hono = new Hono<{ Bindings: Platform }>()
  hono.all('*', (context) => run(new Exchange(context.req.raw, context.env, codings)))

  return {
    fetch: (request, platform) => hono.fetch(request, platform),
    request: async (input, init, platform) => hono.request(input, init, platform),
    async explain(request, platform) {
      const exchange = new Exchange(request, platform, codings)
      const asked: AskedStep[] = []
      const response = await run(exchange, watched(steps, asked))
      return { response, steps: asked, notes: exchange.notes }
    },
    close: () => events?.close(),
  }
}

/** What open pages are told; `null`: there are none, or nothing changes. */
function eventsOf({ changes, listing = true, site }: AppOptions): Events | null {
  if (!listing) return null
  if (changes !== undefined) return createEvents(changes)
  return typeof site === 'function' ? createEvents(changesOf(site)) : null
}

type NamedStep = readonly [name: string, step: Step]

/** The road of a request. A step that is switched off is not in the list. */
function roadOf(
  {
    source,
    site,
    refresh,
    base = '/',
    mocks = 'auto',
    code,
    onLog,
    delay,
    fail = 0,
    seed,
    listing = true,
    markdown,
    checksum,
    routes: visitors = 'local',
    hosts = null,
    cors = [],
    isolated = false,
    html,
    spa = false,
    cache,
    immutable,
  }: AppOptions,
  events: Events | null,
): NamedStep[] {
  const hasRoutes = mocks === 'auto'
  const isFile = (path: string) => !hasRoutes || parseMockName(path).kind === 'static'
  const siteNow = currentSite(source, site, { mocks, code: code !== undefined })
  const list = listing
    ? listingStep({
        isShown: ({ name, kind }) => kind === 'directory' || isFile(name),
        routesIn: hasRoutes ? listedRoutes(siteNow, visitors) : undefined,
        script: clientScript(CONTROL),
        markdown,
        checksum,
        isLive: (exchange) => events !== null && isLocal(exchange),
      })
    : null
  const files = withoutNames(source, ruleFiles, 'a rules file, which is read and never sent')
  const backing: Mocks = {
    source,
    counters: createCounters(),
    seed,
    code: code && codeAnswers({ load: code, onLog }),
  }
  const routes =
    (answer: typeof exactRoutes): Step =>
    (exchange) =>
      after(siteNow(), (now) => answer(exchange, backing, routerOf(now.routes)))

  const file = fileStep(files, {
    isServed: isFile,
    listing: hasRoutes ? behindRoutes(list, siteNow) : list,
    html,
    cache,
    immutable,
  })
  const share = cors && crossOriginStep({ origins: cors, siteNow, file })
  const hasOwnFiles = share === null || cors?.length !== 0

  const fresh = refresh === undefined ? null : freshSteps(refresh, siteNow)
  const road: (NamedStep | null)[] = [
    isolated ? ['isolation', isolationStep] : null,
    ['canonical', canonicalStep(base)],
    ['method', methodStep],
    hosts === null ? null : ['host', hostStep(hosts)],
    ['control', controlStep({ assets: listing ? [clientAsset] : [], events, isOwner: isLocal })],
    share && ['cors', share],
    delay === undefined && fail === 0 ? null : ['fault', lateFaults({ ...backing, delay, fail })],
    fresh && ['site', fresh.begin],
    ['rules', share === null ? rulesStep(siteNow) : sharedAnew(rulesStep(siteNow), share)],
    hasRoutes ? ['route', routes(exactRoutes)] : null,
    ['file', hasOwnFiles ? file : withoutCors(file)],
    hasRoutes ? ['pattern', routes(patternRoutes)] : null,
    fresh && ['again', fresh.again],
    ['fallback', fallbackStep(files, { siteNow: hasRoutes ? siteNow : null, spa })],
  ]
  return road.filter((step) => step !== null)
}

/** A folder is not listed where a route of its own, `[[...rest]]`, answers in its place. */
function behindRoutes(list: ListingStep | null, siteNow: () => Site | Promise<Site>) {
  if (list === null) return null
  const step: ListingStep = (exchange, directory, path) =>
    after(siteNow(), ({ routes }) =>
      hasOptionalRest(exchange, routerOf(routes)) ? null : list(exchange, directory, path),
    )
  return step
}

/** Asks all steps again, once, where what is shown is another since: no 404 is out of date. */
function freshSteps(
  refresh: NonNullable<AppOptions['refresh']>,
  siteNow: () => Site | Promise<Site>,
) {
  const began = new WeakMap<Exchange, Site>()
  const begin: Step = (exchange) =>
    after(siteNow(), (site) => {
      if (!began.has(exchange)) began.set(exchange, site)
      else began.delete(exchange)
      return null
    })
  const again: Step = (exchange) => {
    const before = began.get(exchange)
    if (before === undefined) return null
    return after(refresh(exchange.url.segments), () =>
      after(siteNow(), (site) => (site === before ? null : exchange.again())),
    )
  }
  return { begin, again }
}

/** Faults for everything are a module of their own, which is read when they are asked for. */
function lateFaults(options: FaultStepOptions): Step {
  let known: Promise<Step> | undefined
  return (exchange) => {
    known ??= import('./mocks/fault.ts').then(({ faultStep }) => faultStep(options))
    return known.then((step) => step(exchange))
  }
}

/** The site as it is now: given, or read from the source at the first request. */
function currentSite(
  source: FileSource,
  site: AppOptions['site'],
  options: ReadSiteOptions,
): () => Site | Promise<Site> {
  if (typeof site === 'function') return site
  if (site !== undefined) return () => site
  let known: Site | Promise<Site> | undefined
  return () => {
    known ??= import('./site.ts')
      .then(({ readSite }) => readSite(source, options))
      .then((read) => (known = read))
    return known
  }
}

/** Asks one step after the other, and stays synchronous until one of them does not. */
function follow(steps: readonly NamedStep[], exchange: Exchange, onError: AppOptions['onError']) {
  let asked = 0
  exchange.rest = () => from(asked + 1)
  exchange.again = () => {
    exchange.forget()
    return from(0)
  }

  function from(index: number): Response | Promise<Response> {
    try {
      for (let at = index; at < steps.length; at++) {
        asked = at
        const answer = steps[at]![1](exchange)
        if (answer instanceof Promise) {
          return answer.then((response) => response ?? from(at + 1)).catch(failed)
        }
        if (answer !== null) return answer
      }
      throw new Error('Cannot answer: no step did')
    } catch (error) {
      return failed(error)
    }
  }

  /** The one error boundary: an answer without detail, and the error for the owner. */
  function failed(error: unknown): Response {
    onError?.(error, exchange.request)
    exchange.note('error', 'an error, see the log')
    return errorResponse(exchange, { status: 500, detail: 'Something went wrong here.' })
  }

  return from(0)
}

/** The same steps, which write down what they did. */
function watched(steps: readonly NamedStep[], asked: AskedStep[]): NamedStep[] {
  return steps.map(([name, step]) => [
    name,
    async (exchange) => {
      const before = exchange.notes.length
      let isAnswer = false
      try {
        const response = await step(exchange)
        isAnswer = response !== null
        return response
      } finally {
        const reasons = exchange.notes.slice(before).map(({ reason }) => reason)
        asked.push({ name, isAnswer, reasons })
      }
    },
  ])
}

/** Sees every answer: HEAD carries no content, and the journal has its line. */
function finish(
  exchange: Exchange,
  answer: () => Response | Promise<Response>,
  onAnswer: AppOptions['onAnswer'],
): Response | Promise<Response> {
  if (onAnswer === undefined) return answer()
  const started = performance.now()
  return after(answer(), (response) => {
    const { method, size, notes, platform, request } = exchange
    const target = request.url.slice(request.url.indexOf('/', 8))
    const ms = performance.now() - started
    onAnswer({ method, target, status: response.status, size, notes, ip: platform.ip, ms })
    return response
  })
}
