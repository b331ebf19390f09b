import { isToken } from '../../http/token.ts'
import { type Condition, places, type Test } from '../choose/condition.ts'
import { isRecord, isScalar, type Json } from '../json.ts'
import type { Expect } from './fields.ts'

/** What `when` says of a request: places, names, and what is there. */
export function parseConditions(value: unknown, expect: Expect): Condition[] {
  if (!isRecord(value)) {
    expect(['when'], `expected when to have ${places.join(', ')}`)
    return []
  }
  return Object.entries(value).flatMap(([place, tests]) => {
    const known = places.find((name) => name === place)
    if (known === undefined || !isRecord(tests)) {
      expect(['when', place], `expected when to have ${places.join(', ')}, each with names`)
      return []
    }
    return Object.entries(tests).flatMap(([name, given]) => {
      // A query that has a name several times may be asked for several of its values.
      const all = known === 'query' && Array.isArray(given) ? given : [given]
      const wanted = all.map((one) => parseTest(one, known === 'body'))
      if (wanted.length > 0 && !wanted.includes(null) && (known !== 'headers' || isToken(name))) {
        return wanted.map((test): Condition => ({ in: known, name, ...test! }))
      }
      expect(
        ['when', place, name],
        `expected ${place} ${name} to be a value, {like: a*}, {exists: true} or {not: a}`,
      )
      return []
    })
  })
}

/** Characters of a pattern, at most. */
const MAX_PATTERN = 500

/** `null`: no test. Only of a body can a value be more than a text or a number. */
function parseTest(given: unknown, isBody: boolean): Test | null {
  if (isRecord(given) && Object.keys(given).length === 1) {
    const { like, exists, not } = given
    if (typeof like === 'string' && like.length <= MAX_PATTERN) return { like }
    if (typeof exists === 'boolean') return { exists }
    if (not !== undefined) {
      const test = parseTest(not, isBody)
      return test === null ? null : { not: test }
    }
    if (like !== undefined || exists !== undefined) return null
  }
  return isBody || isScalar(given) ? { is: given as Json } : null
}
