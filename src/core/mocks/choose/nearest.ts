import { type PatternSegment, renderSegment } from '../names/pattern.ts'
import type { Route } from '../route.ts'

/** A route that is near to what was asked, and why it is not it. */
export interface NearRoute {
  readonly method: string
  readonly pattern: string
  readonly reason: string
}

/** Routes that are compared with one request, at most. */
const MAX_ROUTES = 20_000

/** The routes that are nearest to a request, three at most, the nearest first. */
export function nearestRoutes(
  routes: readonly Route[],
  method: string,
  segments: readonly string[],
): NearRoute[] {
  const nearest: { route: Route; distance: number }[] = []
  for (const route of routes.slice(0, MAX_ROUTES)) {
    const other = route.method === method || route.method === 'ANY' ? 0 : 0.5
    const distance = distanceOf(route.segments, segments) + other
    if (distance >= (nearest[2]?.distance ?? Infinity)) continue
    nearest.push({ route, distance })
    nearest.sort((a, b) => a.distance - b.distance)
    nearest.length = Math.min(nearest.length, 3)
  }
  return nearest.map(({ route }) => ({
    method: route.method,
    pattern: route.pattern,
    reason: reasonOf(route, method, segments),
  }))
}

/** 0 where every segment fits; 1 for each that is missing, too many or wholly different. */
function distanceOf(pattern: readonly PatternSegment[], segments: readonly string[]): number {
  const rest = pattern.find((segment) => segment.kind === 'rest')
  const length = rest === undefined ? pattern.length : pattern.length - 1
  const missing = Math.max(0, length - segments.length)
  let distance = missing + (rest === undefined ? Math.max(0, segments.length - length) : 0)
  for (let at = 0; at < Math.min(length, segments.length); at++) {
    const segment = pattern[at]!
    if (segment.kind === 'literal') distance += differenceOf(segment.text, segments[at]!)
  }
  return distance
}

/** From 0 for the same text to 1: the share of characters beside what both begin and end with. */
function differenceOf(a: string, b: string): number {
  if (a === b) return 0
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return 1 - (start + end) / Math.max(a.length, b.length)
}

function reasonOf(
  { segments: pattern, ...route }: Route,
  method: string,
  segments: readonly string[],
) {
  for (const [at, segment] of pattern.entries()) {
    if (segment.kind === 'rest') {
      if (at === segments.length && !segment.isOptional) return 'the path ends before its last part'
      break
    }
    const name = segments[at]
    if (name === undefined) return `the path ends before "${renderSegment(segment)}"`
    if (segment.kind === 'literal' && segment.text !== name)
      return `"${name}" is not "${segment.text}"`
  }
  const last = pattern.at(-1)
  if (last?.kind !== 'rest' && segments.length > pattern.length) {
    return `the path goes on with "${segments[pattern.length]}"`
  }
  return route.method === method || route.method === 'ANY'
    ? 'no variant of it fits'
    : `the method is ${method}`
}
