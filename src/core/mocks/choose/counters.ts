import type { Mocks } from '../call.ts'

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

const known = new WeakMap<Mocks, Counters>()

/** What routes have counted so far. */
export function countersOf(mocks: Mocks): Counters {
  const counters = known.get(mocks) ?? createCounters()
  known.set(mocks, counters)
  return counters
}

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
