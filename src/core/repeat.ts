import type { HeaderLines } from './fields.ts'

/**
 * An answer that a runtime may give again without asking the core: to requests of the same method, URL
 * and `DECIDING` fields, for as long as it holds. See decisions/018.
 */
export interface Repeat {
  readonly status: number
  readonly headers: HeaderLines
  readonly body: Uint8Array<ArrayBuffer> | null
  /** Whether the core would give the same answer now. */
  holds(): boolean
  /** Tells the journal that it was given once more. */
  tell(asker: Asker): void
}

/** Who asked. */
export interface Asker {
  readonly ip?: string | undefined
}

/** The request fields that a repeatable answer depends on, and no others. */
export const DECIDING = [
  ...['host', 'origin', 'accept-encoding', 'prefer', 'range', 'expect'],
  ...['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'],
]

/** Bytes of content that an answer may have to be repeated, at most. */
export const MAX_REPEATED = 64 * 1024

/** Something that an answer depends on, and what it was. */
export interface Look {
  readonly at: () => unknown
  readonly seen: unknown
}

export function isUnchanged({ at, seen }: Look): boolean {
  return at() === seen
}

/** The functions that offer their answers for repetition. */
const repeating = new WeakSet<object>()

/**
 * Marks the `fetch` of a core, whose answers a listener may repeat. A function around it is not marked,
 * so that whoever wraps it sees every request.
 */
export function markRepeating<F extends object>(fetch: F): F {
  repeating.add(fetch)
  return fetch
}

export function isRepeating(fetch: object): boolean {
  return repeating.has(fetch)
}
