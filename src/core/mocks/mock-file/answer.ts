import type { Json } from '../json.ts'

/**
 * One answer, as it is written in a list of a `MOCK.yaml` or `MOCK.json` file. Every field may be
 * left out.
 */
export interface MockAnswer {
  /** What `Prefer: example=` calls it. */
  name?: string
  /** A method, or `ANY`. @default 'GET' */
  method?: string
  /** What has to hold of the request, all of it. @default nothing */
  when?: {
    /** By name: the value, or a test; of a query a list of them. */
    params?: Record<string, MockTest>
    query?: Record<string, MockTest | MockTest[]>
    headers?: Record<string, MockTest>
    cookies?: Record<string, MockTest>
    /** By path: `user.roles[0]`; `$` is the whole body. The value is compared as JSON. */
    body?: Record<string, MockTest>
  }
  /** 200 to 599. @default 200 */
  status?: number
  /** Fields by name; a list is sent as one line each. Their values may hold templates. */
  headers?: Record<string, string | number | boolean | (string | number | boolean)[]>
  /** JSON as it is written here; text is sent as text. @default no content */
  body?: Json
  /** A file instead of a body: relative to this one, or from the root with `/` in front. */
  file?: string
  /** Milliseconds, two of them as the bounds of a range, or `hang`. @default 0 */
  delay?: number | [from: number, to: number] | 'hang'
  /** `drop`, `cut`, `drip`, or one of them with its figures. @default none */
  fault?:
    | 'drop'
    | 'cut'
    | 'drip'
    | { cut: number }
    | { drip: { pieces?: number; over?: number } }
    | { limit: string }
  /** How often it answers in a session before the next one does. @default always */
  times?: number
  /** Its place in a sequence, from 1. */
  step?: number
  /** Of a hundred requests, how many get it: `5` or `5%`. */
  weight?: number | string
  /** Whether it answers where nothing else fits. @default false */
  default?: boolean
  /** Whether `{{…}}` is replaced. @default true */
  template?: boolean
}

/** A value, a pattern with `*`, whether there is one at all, or the contrary of these. */
export type MockTest = Json | { like: string } | { exists: boolean } | { not: MockTest }
