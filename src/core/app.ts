import { Hono } from 'hono/tiny'
import { webCodings } from './coding.ts'
import { sharedSteps } from './cross-origin.ts'
import { Exchange, type Platform } from './exchange.ts'
import { fallbackStep } from './fallback.ts'
import { withoutNames } from './files/without.ts'
import { folderStep } from './folder-step.ts'
import { canonicalStep } from './guard/canonical.ts'
import { hostStep } from './guard/host.ts'
import { isLocal } from './guard/is-local.ts'
import { isolationStep } from './guard/isolation.ts'
import { methodStep } from './guard/method.ts'
import { originStep } from './guard/origin.ts'
import { controlStep } from './inspect/control.ts'
import { changesOf, createEvents, type Events } from './inspect/events.ts'
import { type AskedStep, type Explanation, watched } from './inspect/explain.ts'
import { recorded } from './inspect/journal.ts'
import { clientAsset } from './listing/script.ts'
import { mockSteps } from './mock-steps.ts'
import type { AppOptions } from './options.ts'
import { follow, type NamedStep } from './road.ts'
import { ruleFiles } from './rules/read.ts'
import { rulesStep } from './rules/step.ts'
import { freshSteps, siteNowOf } from './site-now.ts'

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
    recorded(exchange, () => follow(road, exchange, onError), onAnswer)

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

/** The road of a request. A step that is switched off is not in the list. */
function roadOf(options: AppOptions, events: Events | null): NamedStep[] {
  const { source, base = '/', isolated = false, hosts = null, cors = [], listing = true } = options
  const siteNow = siteNowOf(options)
  const files = withoutNames(source, ruleFiles, 'a rules file, which is read and never sent')
  const { faults, routes } = mockSteps(options, siteNow)
  const { share, rules, file } = sharedSteps(cors, {
    siteNow,
    rules: rulesStep(siteNow),
    file: folderStep(options, { files, siteNow, events }),
  })
  const fresh = freshSteps(options.refresh, siteNow)
  const assets = listing ? [clientAsset] : []

  const road: (NamedStep | null)[] = [
    isolated ? ['isolation', isolationStep] : null,
    ['canonical', canonicalStep(base)],
    ['method', methodStep],
    hosts && ['host', hostStep(hosts)],
    ['control', controlStep({ assets, events, isOwner: isLocal })],
    share && ['cors', share],
    hosts === null ? null : ['origin', originStep(cors)],
    faults && ['fault', faults],
    fresh && ['site', fresh.begin],
    ['rules', rules],
    routes && ['route', routes.exact],
    ['file', file],
    routes && ['pattern', routes.patterns],
    fresh && ['again', fresh.again],
    ['fallback', fallbackStep(files, { siteNow: routes && siteNow, spa: options.spa })],
  ]
  return road.filter((step) => step !== null)
}

/** What open pages are told; `null`: there are none, or nothing changes. */
function eventsOf({ changes, listing = true, site }: AppOptions): Events | null {
  if (!listing) return null
  if (changes !== undefined) return createEvents(changes)
  return typeof site === 'function' ? createEvents(changesOf(site)) : null
}
