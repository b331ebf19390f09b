import type { Exchange } from './exchange.ts'
import { withoutNames } from './files/without.ts'
import { canonicalStep } from './guard/canonical.ts'
import { methodStep } from './guard/method.ts'
import { controlStep } from './inspect/control.ts'
import type { Events } from './inspect/events.ts'
import { lateStep } from './late-step.ts'
import { clientAssets } from './listing/script.ts'
import type { AppOptions } from './options.ts'
import { follow, type NamedStep } from './road.ts'
import { ruleFiles } from './rules/rules.ts'
import { rulesStep } from './rules/step.ts'
import { sharedSteps } from './steps/cross-origin.ts'
import { fallbackStep } from './steps/fallback.ts'
import { folderStep } from './steps/folder.ts'
import { mockSteps } from './steps/mocks.ts'
import type { RoadParts } from './steps/parts.ts'
import { siteNowOf } from './steps/site-now.ts'

/** The steps of a server, wherever it runs. */
export interface Road {
  readonly steps: readonly NamedStep[]
  /** Leads an exchange along the steps to its answer, and tells `onAnswer`. */
  walk(exchange: Exchange, steps?: readonly NamedStep[]): Response | Promise<Response>
  /** Ends the answers that stay open until then. */
  close(): void
}

/** Makes the road of some options: all that a server needs which routes nothing itself. */
export function openRoad(options: AppOptions, parts: RoadParts): Road {
  const { onAnswer, onError } = options
  const events = parts.eventsOf(options)
  const steps = stepsOf(options, parts, events)
  return {
    steps,
    walk: (exchange, road = steps) =>
      parts.recorded(exchange, () => follow(road, exchange, onError), onAnswer),
    close: () => events?.close(),
  }
}

/** What a Worker on the edge has no use for is read late. */
const host = () => import('./guard/host.ts')
const isolation = () => import('./guard/isolation.ts')
const origin = () => import('./guard/origin.ts')

/** The table of contents: every step, in the order of the road. One that is off is not in it. */
function stepsOf(options: AppOptions, parts: RoadParts, events: Events | null): NamedStep[] {
  const { source, base = '/', isolated = false, hosts = null, cors = [], listing = true } = options
  const { spa } = options
  const { isOwner } = parts
  const siteNow = siteNowOf(options)
  const files = withoutNames(source, ruleFiles, 'a rules file, which is read and never sent')
  const { faults, routes } = mockSteps(options, siteNow, parts.filling)
  const { share, rules, file } = sharedSteps(cors, {
    siteNow,
    rules: rulesStep(siteNow),
    file: folderStep(options, { files, siteNow, events, parts }),
  })
  const fresh = parts.freshSteps(options.refresh, siteNow)
  const assets = listing ? clientAssets(options.client) : []

  const road: (NamedStep | null | false)[] = [
    // What every answer has, and every later step reads.
    isolated && ['isolation', lateStep(async () => (await isolation()).isolationStep)],
    ['canonical', canonicalStep(base)],
    // What is refused, whatever the path.
    ['method', methodStep],
    hosts && ['host', lateStep(async () => (await host()).hostStep(hosts))],
    // What webstand's own pages load.
    ['control', controlStep({ assets, events, isOwner })],
    // What pages of other origins may read and send.
    share && ['cors', share],
    hosts && ['origin', lateStep(async () => (await origin()).originStep(cors))],
    // What the folder has at the path.
    faults && ['fault', faults],
    fresh && ['site', fresh.begin],
    ['rules', rules],
    routes && ['route', routes.exact],
    ['file', file],
    routes && ['pattern', routes.patterns],
    // What nothing has answered.
    fresh && ['again', fresh.again],
    ['fallback', fallbackStep(files, { siteNow: routes && siteNow, spa, isOwner })],
  ]
  return road.filter((step) => step !== null && step !== false)
}
