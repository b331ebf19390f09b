import type { HeaderLines } from './fields.ts'

/**
 * An answer that requests like this one get again without walking the road: those of the same
 * method, URL and `DECIDING` fields, for as long as it holds.
 */
export interface Repeat {
  readonly status: number
  readonly headers: HeaderLines
  readonly body: Uint8Array<ArrayBuffer> | null
  /** Whether the road would lead to it now. */
  holds(): boolean
  /** Writes down that it was given once more. */
  tell(asker: Asker): void
}

/** Who asked. */
export interface Asker {
  readonly ip?: string | undefined
}

/**
 * The request fields that an answer which can be repeated follows from; no other changes it. None is
 * offered to a request with a range.
 */
export const DECIDING = [
  ...['host', 'origin', 'accept-encoding', 'prefer', 'range', 'expect'],
  ...['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'],
]

/** The most bytes that are kept for one answer. */
export const MAX_REPEATED = 64 * 1024

/** Something that was looked at on the road, and what it was. */
export interface Look {
  readonly at: () => unknown
  readonly seen: unknown
}

export function isUnchanged({ at, seen }: Look): boolean {
  return at() === seen
}

/** The cores whose answers say of themselves that they can be repeated. */
const repeating = new WeakSet<object>()

/**
 * Says that nothing stands between a listener and the road of this core: whoever wraps it, to see
 * each request, gets each request.
 */
export function markRepeating<F extends object>(fetch: F): F {
  repeating.add(fetch)
  return fetch
}

export function isRepeating(fetch: object): boolean {
  return repeating.has(fetch)
}
