import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import {
  ifRangeMatches,
  MAX_RANGES,
  parseRange,
  rangeApplies,
  renderContentRange,
} from '../../../src/core/http/range.ts'

// Expected is `start..end`, half open, one for each range; '' is a 416.
const cases: [value: string, size: number, expected: string | null][] = [
  // Ignored
  ['', 10, null],
  ['bytes', 10, null],
  ['bytes=', 10, null],
  ['bytes=,', 10, null], // at least one range, §14.1.1
  ['bytes= , ,', 10, null],
  ['lines=0-1', 10, null], // another unit, §14.2
  ['items=0-1', 26, null],
  ['xbytes=0-1', 10, null],
  ['bytes 0-1', 10, null],
  ['bytes =0-1', 10, null],
  [' bytes=0-1', 10, null],
  ['bytes=5-2', 26, null], // first > last is invalid, §14.1.1
  ['bytes=0-1,5-2', 26, null],
  ['bytes=-', 10, null],
  ['bytes=0', 10, null],
  ['bytes=abc', 26, null],
  ['bytes=0-1x', 26, null],
  ['bytes=x0-1', 26, null],
  ['bytes=0-1-2', 10, null],
  ['bytes=--1', 10, null],
  ['bytes=+0-1', 10, null],
  ['bytes=0x0-0x1', 10, null],
  ['bytes=1e0-2', 10, null],
  ['bytes=0.0-1', 10, null],
  ['bytes=0 -1', 10, null], // whitespace around the comma only, §5.6.1
  ['bytes=0- 1', 10, null],
  ['bytes=0-1;1-2', 10, null],
  ['bytes=0-1 2-3', 10, null],
  ['bytes=0-1\n', 10, null],
  ['bytes=\u00a00-1', 10, null],
  ['bytes=\u0661-\u0662', 10, null], // digits of another script
  ['bytes=0-1,abc', 10, null],
  ['bytes=0-1, bytes=4-5', 10, null], // two field lines
  ['bytes=99999999999999999999-99999999999999999998', 10, null],
  ['bytes=0-', 0, null], // ours: an empty representation has no part, §14.2
  ['bytes=0-0', 0, null],
  ['bytes=-5', 0, null], // satisfiable by §14.1.2, and not to be said in a Content-Range
  ['bytes=-0', 0, null],

  // Unsatisfiable
  ['bytes=-0', 10, ''], // valid, and never satisfiable
  ['bytes=-000', 10, ''],
  ['bytes=10-', 10, ''],
  ['bytes=99-', 26, ''],
  ['bytes=10-20', 10, ''],
  ['bytes=99-,-0', 26, ''],
  ['bytes=99999999999999999999-', 10, ''],
  ['bytes=99999999999999999998-99999999999999999999', 10, ''],
  [`bytes=${'9'.repeat(400)}-`, 10, ''],

  // One, §14.1.2
  ['bytes=0-499', 10_000, '0..500'],
  ['bytes=500-999', 10_000, '500..1000'],
  ['bytes=-500', 10_000, '9500..10000'],
  ['bytes=9500-', 10_000, '9500..10000'],
  ['bytes=0-0', 26, '0..1'],
  ['bytes=-1', 26, '25..26'],
  ['bytes=-5', 26, '21..26'],
  ['bytes=-99', 26, '0..26'],
  ['bytes=20-', 26, '20..26'],
  ['bytes=0-', 26, '0..26'],
  ['bytes=0-99', 26, '0..26'],
  ['bytes=9-9', 10, '9..10'],
  ['bytes=000-001', 10, '0..2'],
  ['bytes=0-99999999999999999999', 10, '0..10'],
  ['bytes=-99999999999999999999', 10, '0..10'],
  [`bytes=-${'9'.repeat(400)}`, 10, '0..10'],
  [`bytes=${'0'.repeat(400)}1-${'0'.repeat(400)}2`, 10, '1..3'],
  ['BYTES=0-1', 10, '0..2'], // a unit is case-insensitive, §14.1
  ['Bytes=0-1', 10, '0..2'],
  ['bytes= 0-1 ', 10, '0..2'],
  ['bytes=,0-1', 10, '0..2'], // empty elements, §5.6.1.2
  ['bytes=0-1,', 10, '0..2'],
  ['bytes=0-1,99-', 26, '0..2'], // what is unsatisfiable is left out, §15.3.7.2
  ['bytes=4294967296-4294967297', 2 ** 40, '4294967296..4294967298'],

  // Several
  ['bytes=0-0,-1', 10_000, '0..1 9999..10000'], // §14.1.2
  ['bytes= 0-999, 4500-5499, -1000', 10_000, '0..1000 4500..5500 9000..10000'],
  ['bytes=500-600,601-999', 10_000, '500..1000'], // §14.1.2 and §15.3.7.2
  ['bytes=500-700,601-999', 10_000, '500..1000'],
  ['bytes=0-1,4-5', 26, '0..2 4..6'],
  ['bytes=0-1,,4-5', 10, '0..2 4..6'],
  ['bytes=0-1 \t,\t 4-5', 10, '0..2 4..6'],
  ['bytes=4-5,0-1', 10, '4..6 0..2'], // in the order asked for, §15.3.7.2
  ['bytes=8-,0-1,-2', 10, '8..10 0..2'],
  ['bytes=0-,0-', 26, '0..26'],
  ['bytes=5-6,0-,3-4', 26, '0..26'],
  ['bytes=8-9,0-1,3-4,1-3', 10, '8..10 0..5'],
  ['bytes=3-5,8-9,1-3', 10, '1..6 8..10'], // in the place of the first of those joined
  ['bytes=0-1,4-5,0-1', 10, '0..2 4..6'],
]

for (const [value, size, expected] of cases) {
  test(`parseRange(${JSON.stringify(value).slice(0, 60)}, ${size})`, () => {
    const ranges = parseRange(value, size)?.map(({ start, end }) => `${start}..${end}`)
    assert.equal(ranges?.join(' ') ?? null, expected)
  })
}

test(`parseRange() takes ${MAX_RANGES} ranges and ignores a field with more`, () => {
  const value = (count: number) => {
    return `bytes=${Array.from({ length: count }, (_, n) => `${n * 3}-${n * 3}`).join()}`
  }
  assert.equal(parseRange(value(MAX_RANGES), 1000)?.length, MAX_RANGES)
  assert.equal(parseRange(value(MAX_RANGES + 1), 1000), null)
  assert.equal(parseRange(`bytes=${'0-,'.repeat(1000)}`, 100_000_000), null)
})

const spec = fc.oneof(
  fc.tuple(fc.nat(60), fc.nat(60)).map(([first, length]) => `${first}-${first + length}`),
  fc.nat(60).map((first) => `${first}-`),
  fc.nat(60).map((length) => `-${length}`),
)

test('parseRange() gives the bytes asked for, each once', () => {
  fc.assert(
    fc.property(fc.array(spec, { minLength: 1, maxLength: 20 }), fc.nat(50), (specs, length) => {
      const size = length + 1
      const ranges = parseRange(`bytes=${specs.join(', ')}`, size) ?? []
      const given = ranges.flatMap(({ start, end }) => positions(start, end))
      const asked = specs.flatMap((each) => {
        const [first, last] = each.split('-') as [string, string]
        if (first === '') return positions(Math.max(0, size - Number(last)), size)
        return positions(Number(first), last === '' ? size : Math.min(Number(last) + 1, size))
      })
      assert.deepEqual(given.toSorted(ascending), [...new Set(asked)].sort(ascending))
    }),
  )
})

const positions = (start: number, end: number) => {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index)
}
const ascending = (a: number, b: number) => a - b

test('parseRange() stays within any size for any text', () => {
  const unit = fc.constantFrom('0', '9', '-', ',', ' ', '\t', '99999999999999999999', 'x')
  const text = fc.oneof(fc.string(), fc.string({ unit, size: 'large' }))
  fc.assert(
    fc.property(text, fc.maxSafeNat(), (rest, size) => {
      for (const { start, end } of parseRange(`bytes=${rest}`, size) ?? []) {
        assert.ok(Number.isInteger(start) && start >= 0 && start < end && end <= size)
      }
    }),
  )
})

for (const element of [',', ' ', '9', '-', '0-', '0-,', ' ,', '\t', '0', '0-0 ']) {
  test(`parseRange() reads 60 kB of ${JSON.stringify(element)}`, () => {
    const value = `bytes=${element.repeat(60_000 / element.length)}`
    assert.equal(parseRange(value, 100), null)
  })
}

const MODIFIED = Date.UTC(1994, 10, 6, 8, 49, 37)
const DATE = 'Sun, 06 Nov 1994 08:49:37 GMT'
const LATER = MODIFIED + 2000
const strong = { etag: '"a"', lastModified: MODIFIED }
const weak = { etag: 'W/"a"', lastModified: MODIFIED }

const conditions: [field: string, validators: object, now: number, expected: boolean][] = [
  ['', strong, LATER, false],
  ['*', strong, LATER, false], // one tag or one date, §13.1.5
  ['a', strong, LATER, false],
  ['"b"', strong, LATER, false],
  ['"A"', strong, LATER, false],
  ['W/"a"', strong, LATER, false], // strong comparison
  ['W/"a"', weak, LATER, false],
  ['"a"', weak, LATER, false],
  ['"a", "b"', strong, LATER, false],
  ['"a"', {}, LATER, false],
  ['"a"', { lastModified: MODIFIED }, LATER, false],
  ['Sun, 06 Nov 1994 08:49:36 GMT', strong, LATER, false],
  ['Sun, 06 Nov 1994 08:49:38 GMT', strong, LATER, false], // exact, unlike If-Unmodified-Since
  ['1994-11-06', strong, LATER, false],
  [DATE, { etag: '"a"' }, LATER, false],
  [DATE, {}, LATER, false],
  [DATE, strong, MODIFIED, false], // a weak validator, §8.8.2.2
  [DATE, strong, LATER - 1, false], // ours: two seconds instead of one

  ['"a"', strong, LATER, true],
  ['"a"', strong, MODIFIED, true],
  ['"a"', { etag: '"a"' }, LATER, true],
  [DATE, strong, LATER, true],
  [DATE, { lastModified: MODIFIED }, LATER, true],
  ['Sunday, 06-Nov-94 08:49:37 GMT', strong, LATER, true], // the same date, §5.6.7
]

for (const [field, validators, now, expected] of conditions) {
  test(`ifRangeMatches(${JSON.stringify([field, validators])}) ${now - MODIFIED} ms later`, () => {
    assert.equal(ifRangeMatches(field, validators, now), expected)
  })
}

const requests: [method: string, fields: Record<string, string>, expected: boolean][] = [
  ['HEAD', { Range: 'bytes=0-1' }, false], // GET only, §14.2
  ['POST', { Range: 'bytes=0-1' }, false],
  ['GET', {}, false],
  ['GET', { 'If-Range': '"a"' }, false], // without Range it means nothing, §13.1.5
  ['GET', { Range: 'bytes=0-1', 'If-Range': '"other"' }, false],
  ['GET', { Range: 'bytes=0-1', 'If-Range': 'W/"a"' }, false],
  ['GET', { Range: 'bytes=0-1', 'If-Range': '"a"' }, true],
  ['GET', { Range: 'bytes=0-1', 'If-Range': DATE }, true],
  // ours: an empty field is none, as some runtimes leave it out
  ['GET', { Range: 'bytes=0-1', 'If-Range': '' }, true],
  ['GET', { Range: 'bytes=0-1' }, true],
]

for (const [method, fields, expected] of requests) {
  test(`rangeApplies(${method} ${JSON.stringify(fields)})`, () => {
    assert.equal(rangeApplies({ method, headers: new Headers(fields) }, strong), expected)
  })
}

test('renderContentRange() writes positions that are inclusive', () => {
  assert.equal(renderContentRange({ start: 42, end: 1234 }, 1234), 'bytes 42-1233/1234') // §14.4
  assert.equal(renderContentRange({ start: 0, end: 1 }, 26), 'bytes 0-0/26')
  assert.equal(renderContentRange(null, 1234), 'bytes */1234')
})
