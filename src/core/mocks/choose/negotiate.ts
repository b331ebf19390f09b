import { mediaType } from '../../http/media-types.ts'
import { negotiateType } from '../../http/negotiation.ts'
import { conditionsOf, ownType, type Route, type Variant } from '../route.ts'

/** The media type that a variant is sent with; `null`: none, or its code says it. */
function typeOf(variant: Variant): string | null {
  const { file, content, isCode } = variant
  if (isCode || content?.kind === 'none') return null
  const type = ownType(variant)
  if (type !== null) return type
  return content?.kind === 'text' ? content.type : mediaType(content?.path ?? file)
}

/** Whether two variants say the same in two media types: a request chooses by `Accept`. */
export function areTypesOfOne(a: Variant, b: Variant): boolean {
  if (a.status !== b.status || a.name !== b.name) return false
  const [one, other] = [typeOf(a), typeOf(b)]
  return one !== other && one !== null && other !== null
}

/** Of the first of some variants, and what says the same in another type, what `Accept` prefers. */
export function mostWanted(variants: readonly Variant[], accept: string | null): Variant {
  const first = variants[0]!
  const types = [first, ...variants.filter((variant) => areTypesOfOne(first, variant))]
  if (types.length === 1) return first
  const type = negotiateType(
    accept,
    types.map((variant) => typeOf(variant) ?? ''),
  )
  return types.find((variant) => typeOf(variant) === type) ?? first
}

const varying = new WeakMap<Route, string>()

/** The fields of a request that choose between the answers of a route, for `Vary`; `''`: none. */
export function varyOf(route: Route): string {
  const known = varying.get(route)
  if (known !== undefined) return known
  const { variants } = route
  const names = variants.flatMap((variant) =>
    conditionsOf(variant).flatMap(({ in: place, name }) =>
      place === 'headers' ? name : place === 'cookies' ? 'Cookie' : [],
    ),
  )
  if (variants.length > 1) names.unshift('Prefer')
  const alike = Map.groupBy(variants, ({ status, name = '' }) => `${status} ${name}`)
  if ([...alike.values()].some(([a, ...others]) => others.some((b) => areTypesOfOne(a!, b)))) {
    names.push('Accept')
  }
  const vary = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].join(', ')
  varying.set(route, vary)
  return vary
}
