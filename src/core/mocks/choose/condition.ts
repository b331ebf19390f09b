import { equalsJson, isScalar, type Json, lookUp, parseJsonPath } from '../json.ts'
import { matchesGlob } from './glob.ts'

/** Where a condition looks. */
export const places = ['query', 'headers', 'cookies', 'body'] as const
export type Place = (typeof places)[number]

/** What a value has to be: exactly this, like a pattern with `*`, or there at all. */
export type Test = { readonly is: Json } | { readonly like: string } | { readonly exists: boolean }

/** One thing that has to hold of a request. */
export type Condition = { readonly in: Place; readonly name: string } & Test

/** What conditions see of a request. */
export interface Conditioned {
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly cookies: ReadonlyMap<string, string>
  /** `undefined`: not read, or nothing that can be looked into. */
  readonly body: unknown
}

/** Whether a condition holds. One on the body holds only when the body was read. */
export function isMet(condition: Condition, request: Conditioned): boolean {
  const values = valuesOf(condition, request)
  if ('exists' in condition) return values.length > 0 === condition.exists
  if ('like' in condition) {
    const { like } = condition
    return values.some((value) => isScalar(value) && matchesGlob(like, String(value)))
  }
  const { is } = condition
  if (condition.in === 'body') return values.some((value) => equalsJson(value, is))
  return values.some((value) => value === String(is))
}

function valuesOf({ in: place, name }: Condition, request: Conditioned): unknown[] {
  if (place === 'query') return request.query.getAll(name)
  const value =
    place === 'headers'
      ? (request.headers.get(name) ?? undefined)
      : place === 'cookies'
        ? request.cookies.get(name)
        : lookUp(request.body, parseJsonPath(name))
  return value === undefined ? [] : [value]
}

/** `query q=cats`, `headers accept like *json*`, `cookies sid absent`. */
export function renderCondition(condition: Condition): string {
  const subject = `${condition.in} ${condition.name}`
  if ('exists' in condition) return `${subject} ${condition.exists ? 'present' : 'absent'}`
  if ('like' in condition) return `${subject} like ${condition.like}`
  const { is } = condition
  return `${subject}=${typeof is === 'string' ? is : JSON.stringify(is)}`
}
