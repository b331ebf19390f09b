import { decodeSegments } from './decode.ts'
import { encodePath, pathnameOf } from './encode.ts'

/** The one spelling of a request's path that every step reads. */
export interface CanonicalUrl {
  /** What was taken off the front, encoded: `''` or `/files`. */
  readonly base: string
  /** The names below the base, each decoded exactly once. One may hold `/` from an escape. */
  readonly segments: readonly string[]
  /** Whether the path ends with a slash. True for the root of a site without a base. */
  readonly slash: boolean
  /** The segments, encoded again, below the base: `/a%20b/`; `''` for the base without its slash. */
  readonly pathname: string
  /** The query with its `?`, as it was sent, or `''`. */
  readonly search: string
  /** Whether the path was asked in this spelling, so that no redirect is due. */
  readonly isCanonical: boolean
}

/** Octets of a request target; RFC 9110 §4.1 asks for at least 8 000. */
const MAX_URL = 8192

/** Names that need no decoding, no dot segment, no empty one: `/a/b.txt` or `/a/`. */
const PLAIN = /^(?:\/[\w~-][\w.~-]*)+\/?$|^\/$/

/** A query as every URL parser leaves it; not every runtime hands over what its own made of it. */
const PLAIN_SEARCH = /^[!$%&(-;=?-~]*$/

/** An escape of an unreserved character, which RFC 3986 §6.2.2.2 spells plainly. */
const NEEDLESS_ESCAPE = /%(?:2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])/i

/**
 * Finds the one spelling of a URL below the names of `base`.
 *
 * 400: it has none (bad escapes, NUL, a dot segment, a fragment). 414: it is too long. `null`: it
 * is not below the base.
 */
export function canonicalUrl(
  url: string,
  base: readonly string[] = [],
): CanonicalUrl | 400 | 414 | null {
  if (url.length > MAX_URL) return 414
  const parts = splitUrl(url)
  if (parts === null) return 400

  const { pathname, search } = parts
  const names = PLAIN.test(pathname) ? plainSegments(pathname) : decodeSegments(pathname)
  if (names === null) return 400
  if (!base.every((name, index) => names[index] === name)) return null

  const segments = base.length === 0 ? names : names.slice(base.length)
  const slash = pathname.endsWith('/')
  return {
    base: encodePath(base),
    segments,
    slash,
    pathname: pathnameOf(segments, slash),
    search,
    isCanonical: !pathname.includes('//') && !NEEDLESS_ESCAPE.test(pathname),
  }
}

/** A path's canonical spelling from the root of the origin: what `Location` and links carry. */
export function locationOf(url: CanonicalUrl, pathname = url.pathname): string {
  return url.base + pathname + url.search
}

function splitUrl(url: string): { pathname: string; search: string } | null {
  if (url.includes('#')) return null
  const pathStart = url.indexOf('/', url.indexOf('://') + 3)
  const queryStart = url.indexOf('?')
  const pathEnd = queryStart === -1 ? url.length : queryStart
  const pathname = url.slice(pathStart, pathEnd)
  const search = url.slice(pathEnd)
  const isPlain = PLAIN.test(pathname) && PLAIN_SEARCH.test(search)
  if (isPlain && url.startsWith('http')) return { pathname, search }

  const parsed = URL.parse(url)
  return parsed === null ? null : { pathname: parsed.pathname, search: parsed.search }
}

function plainSegments(pathname: string): string[] {
  const end = pathname.endsWith('/') ? pathname.length - 1 : pathname.length
  return end === 0 ? [] : pathname.slice(1, end).split('/')
}
