import type { PatternSegment } from './pattern.ts'

/** One method at one pattern, and the answers it can give. */
export interface Route {
  /** `ANY` answers every method. */
  readonly method: string
  /** As its author wrote it: `/api/users/[id]`. */
  readonly pattern: string
  readonly segments: readonly PatternSegment[]
  readonly variants: readonly Variant[]
}

/** One possible answer of a route. */
export interface Variant {
  /** The path of the file behind it, in its source. */
  readonly file: string
  readonly status: number
}

/** Whether a route answers a method: HEAD is answered by GET, unless there is one for HEAD. */
export function answersMethod(route: Route, method: string, routes: readonly Route[]): boolean {
  if (route.method === method) return true
  if (route.method === 'ANY') return !routes.some((other) => other.method === method)
  return (
    method === 'HEAD' && route.method === 'GET' && !routes.some((other) => other.method === 'HEAD')
  )
}
