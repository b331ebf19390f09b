import type { Body } from '../body.ts'
import { equalsJson, isScalar, type Json, lookUpPath } from '../json.ts'
import { matchesGlob } from './glob.ts'
import { cookiesOf } from './session.ts'

/** Where a condition looks. */
export const places = ['params', 'query', 'headers', 'cookies', 'body'] as const
export type Place = (typeof places)[number]

/** What a value has to be: exactly this, like a pattern with `*`, there at all, or not like that. */
export type Test =
  | { readonly is: Json }
  | { readonly like: string }
  | { readonly exists: boolean }
  | { readonly not: Test }

/** One thing that has to hold of a request. */
export type Condition = { readonly in: Place; readonly name: string } & Test

/** What conditions see of a request. */
export interface Conditioned {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: Body
}

/** Whether a condition holds. One on the body holds only when the body was read. */
export function isMet(condition: Condition, request: Conditioned): boolean {
  const values = valuesOf(condition, request)
  const isJson = condition.in === 'body' && !request.body.isForm
  return passes(condition, values, isJson)
}

/** `isJson`: a number is not the text of it. */
function passes(test: Test, values: readonly unknown[], isJson: boolean): boolean {
  if ('not' in test) return !passes(test.not, values, isJson)
  if ('exists' in test) return values.length > 0 === test.exists
  if ('like' in test) {
    const { like } = test
    return values.some((value) => isScalar(value) && matchesGlob(like, String(value)))
  }
  const { is } = test
  return values.some((value) => (isJson ? equalsJson(value, is) : isText(value, String(is))))
}

function isText(value: unknown, text: string): boolean {
  return isScalar(value) && String(value) === text
}

/** What is there, of which one has to pass. */
function valuesOf({ in: place, name }: Condition, request: Conditioned): unknown[] {
  if (place === 'query') return request.query.getAll(name)
  if (place === 'body') return bodyValues(name, request.body)
  const { params, headers } = request
  const value =
    place === 'headers'
      ? headers.get(name)
      : place === 'cookies'
        ? cookiesOf(headers).get(name)
        : Object.hasOwn(params, name)
          ? params[name]
          : null
  return value === undefined || value === null ? [] : [value]
}

/** `$` is the whole body, as it is understood and as it was sent. */
function bodyValues(name: string, { value, text, isForm }: Body): unknown[] {
  if (name === '$') return [value, text].filter((one) => one !== undefined && one !== '')
  const found = lookUpPath(value, name)
  if (found === undefined) return []
  return isForm ? [found].flat() : [found]
}

/** `query q=cats`, `headers accept like *json*`, `cookies sid absent`. */
export function renderCondition({ in: place, name, ...test }: Condition): string {
  return `${place} ${name}${renderTest(test)}`
}

function renderTest(test: Test): string {
  if ('not' in test) return ` not${renderTest(test.not)}`
  if ('exists' in test) return test.exists ? ' present' : ' absent'
  if ('like' in test) return ` like ${test.like}`
  return `=${typeof test.is === 'string' ? test.is : JSON.stringify(test.is)}`
}
