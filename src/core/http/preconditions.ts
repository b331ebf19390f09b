// Conditional requests: RFC 9110 §13.

import { parseHttpDate } from './date.ts'
import { matchesStrongly, matchesWeakly, type Validators } from './validators.ts'

/** The part of a request that conditions are read from: a `Request`, or as much of one. */
export interface ConditionalRequest {
  readonly method: string
  readonly headers: { get(name: string): string | null }
}

/** Methods that neither select nor modify a representation: §13.2.1. */
const UNCONDITIONAL = new Set(['CONNECT', 'OPTIONS', 'TRACE'])

/**
 * Evaluates the preconditions of a request against the current representation, in the order of
 * §13.2.2, except `If-Range`.
 *
 * `current` is `null` while there is no representation, `{}` for one without validators. Returns
 * the status to answer with, or `null` to go on. To be called only where the answer would be 2xx
 * without conditions.
 */
export function evaluatePreconditions(
  request: ConditionalRequest,
  current: Validators | null,
): 304 | 412 | null {
  if (UNCONDITIONAL.has(request.method)) return null
  // An empty field is none: there are runtimes that leave it out.
  const field = (name: string) => request.headers.get(name) || null
  const isRead = request.method === 'GET' || request.method === 'HEAD'

  const ifMatch = field('If-Match')
  if (ifMatch !== null) {
    if (current === null || !matchesStrongly(ifMatch, current.etag)) return 412
  } else if (changedSince(field('If-Unmodified-Since'), current) === true) {
    return 412
  }

  const ifNoneMatch = field('If-None-Match')
  if (ifNoneMatch !== null) {
    if (current !== null && matchesWeakly(ifNoneMatch, current.etag)) return isRead ? 304 : 412
  } else if (isRead && changedSince(field('If-Modified-Since'), current) === false) {
    return 304
  }

  return null
}

/** `undefined` when it cannot be told: no date, a date that does not parse, no validator. */
function changedSince(field: string | null, current: Validators | null): boolean | undefined {
  const date = field === null ? undefined : parseHttpDate(field)
  const lastModified = current?.lastModified
  return date === undefined || lastModified === undefined ? undefined : lastModified > date
}
