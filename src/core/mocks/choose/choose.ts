import type { Call } from '../call.ts'
import { randomOf } from '../call-random.ts'
import { hashOf } from '../random.ts'
import { conditionsOf, type Route, type Variant } from '../route.ts'
import { isMet, renderCondition } from './condition.ts'
import { countersOf } from './counters.ts'
import { mostWanted, varyOf } from './negotiate.ts'
import { preferred, renderApplied } from './prefer.ts'
import { sessionOf } from './session.ts'

/** A variant, and why it is this one. */
export interface Choice {
  readonly variant: Variant
  /** Preferences that were honoured, as `Preference-Applied` has them. */
  readonly applied: readonly string[]
  /** In a word or two; `''` where there was nothing to choose. */
  readonly reason: string
  /** The fields of a request that choose, for `Vary`; `''`: none. */
  readonly vary: string
  /** What its entity tag has more than that of its file; `''`: it is the only one of its route. */
  readonly mark: string
}

/**
 * Chooses the answer of a route: what `Prefer` asks for, then the most conditions met, then by
 * weight, by sequence, the default, the lowest 2xx, and of what is left what `Accept` wants. `null`: none fits.
 */
export function chooseVariant(route: Route, call: Call): Choice | null {
  const { variants } = route
  const { candidates, applied } = preferred(variants, call.preferences)
  const fitting = bestMatches(candidates, call)
  const open = fitting.length === 0 && applied.length > 0 ? candidates : fitting
  const choose = (variant: Variant, reason: string) => ({
    variant,
    applied,
    vary: varyOf(route),
    mark: variants.length > 1 ? markOf(variant) : '',
    reason: renderApplied(applied) || reason,
  })
  if (open.length === 0) return null
  if (variants.length === 1 && open[0]!.times === undefined) return choose(open[0]!, '')

  const weighted = byWeight(open, call)
  if (weighted !== null) return choose(weighted, `${weighted.weight}%`)
  const unweighted = open.filter(({ weight }) => weight === undefined)
  const next = bySequence(unweighted, route, call)
  if (next !== null) return choose(next.variant, `answer ${next.position + 1} of a sequence`)
  const rest = unweighted.filter((variant) => !isSequential(variant)).sort(byDefault)
  if (rest.length === 0) return null
  const wanted = mostWanted(rest, call.headers.get('Accept'))
  const reason =
    wanted === rest[0] ? conditionsOf(wanted).map(renderCondition).join(', ') : 'Accept'
  return choose(wanted, reason)
}

function markOf({ file, content }: Variant): string {
  return hashOf(content?.kind === 'file' ? content.path : file).toString(36)
}

/** Why no variant of a route fits: what the first one wanted. */
export function renderMiss({ variants }: Route, call: Call): string {
  const missed = variants.flatMap((variant) => {
    const condition = conditionsOf(variant).find((one) => !isMet(one, call))
    return condition === undefined ? [] : [renderCondition(condition)]
  })
  const [first] = missed
  if (first === undefined) return 'its sequence is over'
  return `expected ${[...new Set(missed)].slice(0, 3).join(' or ')}`
}

/** The variants that fit, of those the ones with the most conditions. */
function bestMatches(variants: readonly Variant[], call: Call): readonly Variant[] {
  const fitting = variants.filter(({ when }) => when?.every((one) => isMet(one, call)) ?? true)
  const most = Math.max(...fitting.map((variant) => conditionsOf(variant).length))
  return fitting.filter((variant) => conditionsOf(variant).length === most)
}

/** Draws by weight: what is missing to 100 % is the others' share, if there are others. */
function byWeight(variants: readonly Variant[], call: Call): Variant | null {
  const weighted = variants.filter(({ weight }) => weight !== undefined)
  if (weighted.length === 0) return null
  const sum = weighted.reduce((total, { weight = 0 }) => total + weight, 0)
  let drawn = randomOf(call)() * (weighted.length === variants.length ? sum : Math.max(100, sum))
  for (const variant of weighted) {
    drawn -= variant.weight ?? 0
    if (drawn < 0) return variant
  }
  return weighted.length === variants.length ? weighted.at(-1)! : null
}

function isSequential({ step, times }: Variant): boolean {
  return step !== undefined || times !== undefined
}

/** The variant that is next in this session. HEAD looks, and does not go on. `null`: none is left. */
function bySequence(variants: readonly Variant[], route: Route, call: Call) {
  const steps = variants.filter(isSequential).sort((a, b) => (a.step ?? 0) - (b.step ?? 0))
  if (steps.length === 0) return null
  const { mocks, exchange } = call
  const session = sessionOf(exchange)
  const counters = countersOf(mocks)
  const key = `${route.method} ${route.pattern} ${route.variants.indexOf(steps[0]!)}`
  const isLook = exchange.method === 'HEAD'
  const position = isLook ? counters.peek(session, key) : counters.count(session, key)

  let end = 0
  for (const variant of steps) {
    end += variant.times ?? 1
    if (position < end) return { variant, position }
  }
  const last = steps.at(-1)!
  return last.times === undefined ? { variant: last, position } : null
}

/** The default first, then 2xx, the lower status, what has no name, and the order of the files. */
function byDefault(a: Variant, b: Variant): number {
  const rank = ({ isDefault, status }: Variant) => (isDefault ? 0 : status < 300 ? 1 : 2)
  return (
    rank(a) - rank(b) ||
    a.status - b.status ||
    Number(a.name !== undefined) - Number(b.name !== undefined)
  )
}
