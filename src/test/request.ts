import type { Note } from '../core/exchange.ts'
import type { Explanation } from '../core/inspect/explain.ts'

/** What was asked, what was answered, and why. */
export interface MockRequest {
  readonly method: string
  /** Path and query, as they were asked. */
  readonly path: string
  readonly headers: Headers
  /** The body; `null`: it is larger than 1 MiB. */
  readonly text: string | null
  readonly status: number
  /** What answered: `users/[id].GET.json  id=7`. */
  readonly why: string
  /** What every step on the way said. */
  readonly notes: readonly Note[]
  /** What went wrong behind a 500. */
  readonly error?: unknown
}

/** Notes what was asked with `text`, and what came of it. */
export function requestRecord(
  { method, url, headers }: Request,
  text: string | null,
  { response, notes }: Explanation,
): MockRequest {
  const path = url.slice(url.indexOf('/', 8))
  const why = notes.at(-1)?.reason ?? ''
  return { method, path, headers, text, status: response.status, why, notes }
}
