import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import {
  codedTag,
  type Modified,
  matchesStrongly,
  matchesWeakly,
  type Validators,
  validatorsOf,
} from '../../../src/core/http/validators.ts'

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0, 500)
/** What a date can say of `NOW`. */
const SECOND = NOW - 500
const OLD = Date.UTC(2020, 0, 1)
const oldTag = OLD.toString(36)

const files: [name: string, file: Modified, expected: Validators][] = [
  ['a time of zero', { size: 1, lastModified: 0 }, {}], // ours: a tag of it would never change
  ['a time within the first second', { size: 1, lastModified: 999 }, {}], // ours
  ['a negative time', { size: 1, lastModified: -1 }, {}],
  ['no time', { size: 1, lastModified: Number.NaN }, {}],
  ['no time, and a hash', { size: 1, lastModified: 0, etag: 'h' }, { etag: '"h"' }],
  [
    'an old file',
    { size: 75, lastModified: OLD },
    { etag: `"${(75).toString(36)}-${oldTag}"`, lastModified: OLD },
  ],
  [
    'a fraction of a second', // the tag keeps it, the date cannot
    { size: 0, lastModified: OLD + 1.5 },
    { etag: `"0-${(OLD + 1).toString(36)}"`, lastModified: OLD },
  ],
  [
    'a file of two seconds',
    { size: 0, lastModified: NOW - 2000 },
    { etag: `"0-${(NOW - 2000).toString(36)}"`, lastModified: SECOND - 2000 },
  ],
  [
    'a file younger than two seconds', // weak, §8.8.1
    { size: 0, lastModified: NOW - 1999 },
    { etag: `W/"0-${(NOW - 1999).toString(36)}"`, lastModified: SECOND - 2000 },
  ],
  [
    'a young file with a hash', // a hash is strong at any age
    { size: 0, lastModified: NOW - 1, etag: 'h' },
    { etag: '"h"', lastModified: SECOND },
  ],
  [
    'a file from the future', // "MUST replace that value with the message origination date", §8.8.2.1
    { size: 0, lastModified: NOW + 86_400_000 },
    { etag: `W/"0-${(NOW + 86_400_000).toString(36)}"`, lastModified: SECOND },
  ],
]

for (const [name, file, expected] of files) {
  test(`validatorsOf() ${name}`, () => {
    assert.deepEqual(validatorsOf(file, NOW), expected)
  })
}

test('validatorsOf() separates size and time', () => {
  const tags = [
    { size: 75, lastModified: 2000 },
    { size: 7, lastModified: 52_000 },
    { size: 752, lastModified: 1000 },
  ].map((file) => validatorsOf(file, NOW).etag)
  assert.equal(new Set(tags).size, tags.length)
})

test('validatorsOf() tells two edits in one second apart', () => {
  const first = validatorsOf({ size: 5, lastModified: OLD + 100 }, NOW)
  const second = validatorsOf({ size: 5, lastModified: OLD + 101 }, NOW)
  assert.notEqual(first.etag, second.etag)
  assert.equal(first.lastModified, second.lastModified)
})

test('validatorsOf() keeps the opaque tag while a file settles', () => {
  const file = { size: 5, lastModified: NOW }
  const young = validatorsOf(file, NOW).etag
  const settled = validatorsOf(file, NOW + 2000).etag
  assert.equal(young, `W/${settled}`)
})

test('validatorsOf() never gives a date after now', () => {
  fc.assert(
    fc.property(fc.double(), fc.nat(), (lastModified, size) => {
      const { lastModified: date = 0 } = validatorsOf({ size, lastModified }, NOW)
      assert.ok(date >= 0 && date <= NOW && date % 1000 === 0)
    }),
  )
})

const coded: [etag: string, coding: string, expected: string][] = [
  ['"abc"', 'gzip', 'W/"abc-gzip"'],
  ['W/"abc"', 'gzip', 'W/"abc-gzip"'],
  ['"abc"', 'br', 'W/"abc-br"'],
  ['""', 'br', 'W/"-br"'],
]

for (const [etag, coding, expected] of coded) {
  test(`codedTag(${etag}, ${coding})`, () => assert.equal(codedTag(etag, coding), expected))
}

// §8.8.3.2, the table of comparisons.
const comparisons: [a: string, b: string, strongly: boolean, weakly: boolean][] = [
  ['W/"1"', 'W/"1"', false, true],
  ['W/"1"', 'W/"2"', false, false],
  ['W/"1"', '"1"', false, true],
  ['"1"', '"1"', true, true],
]

const lists: [list: string, etag: string | undefined, strongly: boolean, weakly: boolean][] = [
  // What is not a list of entity tags matches nothing.
  ['', '"a"', false, false],
  ['a', '"a"', false, false], // unquoted
  ["'a'", '"a"', false, false],
  ['"a', '"a"', false, false],
  ['a"', '"a"', false, false],
  ['"a""b"', '"a"', false, false],
  ['"a" "b"', '"a"', false, false],
  ['"a";q=1', '"a"', false, false],
  ['w/"a"', '"a"', false, false], // "W/" is case-sensitive, §8.8.3
  ['W/ "a"', '"a"', false, false],
  ['W/a', '"a"', false, false],
  ['"a", b', '"a"', false, false], // ours: one bad element spoils the list
  ['"a", *', '"a"', false, false],
  ['*, "b"', '"a"', false, false],
  ['**', '"a"', false, false],
  ['"*"', '"a"', false, false],
  ['" a"', '" a"', false, false], // no space in a tag, §8.8.3
  ['"a\u0100"', '"a\u0100"', false, false],
  ['"a"', undefined, false, false],
  ['"A"', '"a"', false, false],
  ['"xyzzy", "r2d2xxxx", "c3piozzzz"', '"r2d2"', false, false],
  ['"a\\"', '"a"', false, false], // a backslash escapes nothing, §8.8.3

  ['*', undefined, true, true],
  ['*', '"a"', true, true],
  ['*', 'W/"a"', true, true],
  ['"xyzzy"', '"xyzzy"', true, true], // §13.1.1
  ['"xyzzy", "r2d2xxxx", "c3piozzzz"', '"r2d2xxxx"', true, true],
  ['"xyzzy", "r2d2xxxx", "c3piozzzz"', '"c3piozzzz"', true, true],
  ['W/"xyzzy", W/"r2d2xxxx", W/"c3piozzzz"', '"xyzzy"', false, true], // §13.1.2
  ['W/"xyzzy", "r2d2xxxx"', 'W/"r2d2xxxx"', false, true],
  ['"a","b"', '"b"', true, true],
  [' \t"a"\t ,\t"b" ', '"b"', true, true],
  [',, "a" ,, ,', '"a"', true, true], // empty elements, §5.6.1.2
  ['"a,b"', '"a,b"', true, true], // a comma within a tag
  ['"a,b"', '"b"', false, false],
  ['"x,", "a"', '"a"', true, true],
  ['""', '""', true, true], // §8.8.3
  ['"a\\"', '"a\\"', true, true],
  ['"\u00e9!#~"', '"\u00e9!#~"', true, true],
  ['"W/a"', '"W/a"', true, true],
]

for (const [list, etag, strongly, weakly] of [...comparisons, ...lists]) {
  test(`matches(${JSON.stringify(list)}, ${JSON.stringify(etag)})`, () => {
    assert.equal(matchesStrongly(list, etag), strongly, 'strongly')
    assert.equal(matchesWeakly(list, etag), weakly, 'weakly')
  })
}

const opaque = fc.stringMatching(/^[\x21\x23-\x7e\x80-\xff]*$/)

test('a tag is found in a list of any tags', () => {
  fc.assert(
    fc.property(fc.array(opaque), opaque, fc.array(opaque), (before, tag, after) => {
      const list = [...before, tag, ...after].map((each) => `"${each}"`).join(', ')
      assert.ok(matchesStrongly(list, `"${tag}"`))
      assert.ok(matchesWeakly(list, `W/"${tag}"`))
    }),
  )
})

test('what matches strongly also matches weakly, for any text', () => {
  const text = fc.string({ unit: fc.constantFrom('"', 'a', ',', ' ', 'W/', '*', '\\') })
  fc.assert(
    fc.property(text, (list) => {
      assert.ok(!matchesStrongly(list, '"a"') || matchesWeakly(list, '"a"'))
    }),
  )
})

for (const element of ['"', ',', ' ', '"a",', 'W/', 'W/"', 'a', '" ', '\\"', '\t,']) {
  test(`a list of 60 kB of ${JSON.stringify(element)} is read`, () => {
    const list = element.repeat(60_000 / element.length)
    assert.equal(matchesWeakly(list, '"b"'), false)
    assert.equal(matchesStrongly(list, '"b"'), false)
  })
}
