import { describe, expect, test } from 'vitest'
import { Kept, Repeats } from '../../src/adapters/repeats.ts'
import type { Repeat } from '../../src/core/repeat.ts'

const repeat: Repeat = { status: 200, headers: {}, body: null, holds: () => true, tell: () => {} }

/** How many answers are remembered of as many as are given. */
function remembered(count: number, { url = 1, field = 0 }): number {
  const repeats = new Repeats<null>()
  const urls = Array.from({ length: count }, (_, number) => String(number).padEnd(url, '?'))
  for (const one of urls) repeats.set(one, new Kept(repeat, ['x'.repeat(field), null], null))
  return urls.filter((one) => repeats.get(one) !== undefined).length
}

describe('Repeats hold no more than 16 MiB', () => {
  test('of short answers', () => expect(remembered(4000, {})).toBe(4000))
  test('of long URLs', () => expect(remembered(4000, { url: 8192 })).toBeLessThan(2048))
  test('of long fields', () => expect(remembered(4000, { field: 16_384 })).toBeLessThan(1024))
  test('of one URL that is asked for in many ways', () => {
    const repeats = new Repeats<null>()
    const other = new Kept(repeat, [], null)
    repeats.set('/other', other)
    for (let times = 0; times < 20_000; times++) repeats.set('/', new Kept(repeat, ['x'], null))
    expect(repeats.get('/other')).toBe(other)
  })
})
