import type { Call } from './call.ts'
import { countersOf } from './choose/counters.ts'
import { sessionOf } from './choose/session.ts'
import { type Random, seededRandom } from './random.ts'

/** The numbers of each call that has drawn one. */
const drawn = new WeakMap<Call, Random>()

/** What a call draws: by `Prefer: seed=`, by the seed and how many drew before in its session, or any. */
export function randomOf(call: Call): Random {
  const random = drawn.get(call) ?? newRandom(call)
  drawn.set(call, random)
  return random
}

function newRandom({ exchange, mocks, preferences }: Call): Random {
  const { seed } = mocks
  const asked = preferences.get('seed')
  if (asked !== undefined) return seededRandom(asked)
  if (seed === undefined) return Math.random
  const session = sessionOf(exchange)
  return seededRandom(`${seed}/${session}/${countersOf(mocks).count(session, 'random')}`)
}
