import type { Fields } from '../fields.ts'
import type { Condition } from './choose/condition.ts'
import type { PatternSegment } from './names/pattern.ts'

/** One method at one pattern, and the answers it can give. It can be written as JSON. */
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
  /** The path of the file that says it, in its source. */
  readonly file: string
  readonly status: number
  /** What `Prefer: example=` calls it. */
  readonly name?: string
  /** What has to hold of the request: all of it. */
  readonly when?: readonly Condition[]
  /** Of a hundred requests, how many get it. */
  readonly weight?: number
  /** Its place in a sequence, from 1. */
  readonly step?: number
  /** How many requests of a sequence get it. Without it the last step repeats. */
  readonly times?: number
  readonly isDefault?: true
  /** The file is code that answers, with the consent of the owner. */
  readonly isCode?: true
  /** Where its content comes from. Absent: the file itself. */
  readonly content?: Content
  /** How long it takes. */
  readonly delay?: Delay
  /** What goes wrong with it. */
  readonly fault?: Fault
  /** Fields of its own; their values may hold templates. */
  readonly headers?: Fields
  /** Whether `{{…}}` is replaced. @default true */
  readonly isTemplate?: boolean
}

/** Content that is not the file that says it. */
export type Content =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string; readonly type: string }
  | { readonly kind: 'file'; readonly path: string }

/** Milliseconds, drawn between two of them, or until the client has had enough. */
export type Delay = { readonly from: number; readonly to: number } | 'hang'

/** What can go wrong with an answer. */
export type Fault =
  /** The connection ends without an answer. */
  | { readonly kind: 'drop' }
  /** The connection ends after so many bytes of the content; `null`: in the middle. */
  | { readonly kind: 'cut'; readonly bytes: number | null }
  /** The content comes in so many pieces over so many milliseconds. */
  | { readonly kind: 'drip'; readonly pieces: number; readonly over: number }
  /** After so many answers in a period of so many milliseconds it answers 429. */
  | { readonly kind: 'limit'; readonly count: number; readonly period: number }

/** What has to hold of a request, all of it. */
export function conditionsOf({ when = [] }: Variant): readonly Condition[] {
  return when
}

/** The one answer that a route has for everybody; `null`: it has several, conditions or an end. */
export function onlyVariant({ variants: [variant, ...others] }: Route): Variant | null {
  const isOnly = variant !== undefined && others.length === 0
  return isOnly && variant.when === undefined && variant.times === undefined ? variant : null
}

/** The media type that a variant says itself, as its `Content-Type`; `null`: it says none. */
export function ownType({ headers = {} }: Pick<Variant, 'headers'>): string | null {
  const own = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')
  return own === undefined ? null : [own[1]].flat().join()
}

/** Statuses that carry no content: RFC 9110 §15. */
const bodiless = new Set([204, 205, 304])

export function hasNoContent(status: number): boolean {
  return bodiless.has(status)
}

/** Whether a route answers a method: HEAD is answered by GET, unless there is one for HEAD. */
export function answersMethod(route: Route, method: string, routes: readonly Route[]): boolean {
  if (route.method === method) return true
  const isOther = (other: Route) => other.method === method
  if (method === 'HEAD' && route.method === 'GET') return !routes.some(isOther)
  if (route.method !== 'ANY' || routes.some(isOther)) return false
  return method !== 'HEAD' || !routes.some((other) => other.method === 'GET')
}
