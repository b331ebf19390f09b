import type { Exchange } from '../../exchange.ts'

/** How often something happened in a session, and when that began. */
interface Count {
  number: number
  since: number
}

/** The positions of sequences: what a mock API remembers beside its collections. */
export interface Counters {
  /** Counts once more, and tells how often it was counted before. */
  count(session: string, key: string): number
  /** How often it was counted, without counting. */
  peek(session: string, key: string): number
  /** As `count`, from the beginning again `period` milliseconds after the first one; and what is left of them. */
  countWithin(session: string, key: string, period: number): { before: number; left: number }
}

/** Sessions that are remembered, at most: the one that was asked for longest ago is forgotten. */
const MAX_SESSIONS = 1000

/** Counts in memory. */
export function createCounters(): Counters {
  const sessions = new Map<string, Map<string, Count>>()

  function countsOf(session: string): Map<string, Count> {
    const counts = sessions.get(session) ?? new Map<string, Count>()
    sessions.delete(session)
    sessions.set(session, counts)
    if (sessions.size > MAX_SESSIONS) sessions.delete(sessions.keys().next().value!)
    return counts
  }

  function countWithin(session: string, key: string, period: number) {
    const counts = countsOf(session)
    const now = Date.now()
    const known = counts.get(key)
    const count = known && now - known.since < period ? known : { number: 0, since: now }
    counts.set(key, count)
    return { before: count.number++, left: count.since + period - now }
  }

  return {
    count: (session, key) => countWithin(session, key, Infinity).before,
    peek: (session, key) => sessions.get(session)?.get(key)?.number ?? 0,
    countWithin,
  }
}

/** Characters of a session's name that count. */
const MAX_NAME = 128

/**
 * The session of a request: the field `Webstand-Session`, the cookie `webstand-session`, or the
 * first label of a host below `localhost`. `''`: the one that all others share.
 */
export function sessionOf({ request }: Exchange): string {
  const field = request.headers.get('Webstand-Session')
  if (field !== null) return field.slice(0, MAX_NAME)
  const cookie = cookiesOf(request).get('webstand-session')
  if (cookie !== undefined) return cookie.slice(0, MAX_NAME)
  return /^https?:\/\/([^./:]+)\.localhost[:/]/i.exec(request.url)?.[1]?.toLowerCase() ?? ''
}

/** The cookies of a request by name; the first of a name counts. */
export function cookiesOf(request: Request): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (request.headers.get('Cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals).trim()
    if (equals !== -1 && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim())
  }
  return cookies
}
