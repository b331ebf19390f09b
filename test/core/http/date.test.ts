import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { parseHttpDate, renderHttpDate } from '../../../src/core/http/date.ts'

const NOW = Date.UTC(2026, 5, 15)
const RFC = Date.UTC(1994, 10, 6, 8, 49, 37)

const cases: [text: string, expected: number | undefined][] = [
  ['', undefined],
  ['0', undefined],
  ['784111777', undefined],
  ['1994-11-06T08:49:37Z', undefined],
  ['Sun, 6 Nov 1994 08:49:37 GMT', undefined], // a day has two digits
  ['Sun, 06 Nov 94 08:49:37 GMT', undefined],
  ['Sun, 06 nov 1994 08:49:37 GMT', undefined], // case-sensitive, §5.6.7
  ['sun, 06 Nov 1994 08:49:37 GMT', undefined],
  ['Sun, 06 Nov 1994 08:49:37 gmt', undefined],
  ['Sun, 06 Nov 1994 08:49:37 UTC', undefined],
  ['Sun, 06 Nov 1994 08:49:37 +0000', undefined],
  ['Sun, 06 Nov 1994 08:49:37', undefined],
  ['Sun, 06 Nov 1994 08:49 GMT', undefined],
  ['Sun, 06 Nov 1994 8:49:37 GMT', undefined],
  ['Sun 06 Nov 1994 08:49:37 GMT', undefined],
  ['Sun,  06 Nov 1994 08:49:37 GMT', undefined], // no whitespace beyond SP, §5.6.7
  [' Sun, 06 Nov 1994 08:49:37 GMT', undefined],
  ['Sun, 06 Nov 1994 08:49:37 GMT\n', undefined],
  ['Sun, 06 Nov 1994 08:49:37 GMT; length=1', undefined], // Netscape 3
  ['Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT', undefined], // two lines
  ['Sun, 06 Foo 1994 08:49:37 GMT', undefined],
  ['Sun, 00 Nov 1994 08:49:37 GMT', undefined],
  ['Sun, 31 Nov 1994 08:49:37 GMT', undefined],
  ['Wed, 29 Feb 2023 00:00:00 GMT', undefined],
  ['Sun, 06 Nov 1994 24:00:00 GMT', undefined],
  ['Sun, 06 Nov 1994 08:60:37 GMT', undefined],
  ['Sun, 06 Nov 1994 08:49:60 GMT', undefined], // a leap second is 23:59:60
  ['Sun, 06 Nov 1994 23:59:61 GMT', undefined],
  ['Sunday, 06 Nov 1994 08:49:37 GMT', undefined],
  ['Sunday, 06-Nov-1994 08:49:37 GMT', undefined],
  ['Sun, 06-Nov-94 08:49:37 GMT', undefined],
  ['Sunday, 31-Feb-94 08:49:37 GMT', undefined],
  ['Sun Nov 6 08:49:37 1994', undefined], // the day is padded with a space
  ['Sun Nov  6 08:49:37 1994 GMT', undefined],
  ['Sun, 06 Nov ١٩٩٤ 08:49:37 GMT', undefined], // digits of another script

  ['Sun, 06 Nov 1994 08:49:37 GMT', RFC],
  ['Sunday, 06-Nov-94 08:49:37 GMT', RFC],
  ['Sun Nov  6 08:49:37 1994', RFC],
  ['Sun Nov 16 08:49:37 1994', Date.UTC(1994, 10, 16, 8, 49, 37)],
  ['Mon, 06 Nov 1994 08:49:37 GMT', RFC], // ours: it was a Sunday
  ['Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
  ['Sat, 31 Dec 2016 23:59:60 GMT', Date.UTC(2017, 0, 1)],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['Wed, 31 Dec 1969 23:59:59 GMT', -1000],
  ['Sat, 01 Jan 0000 00:00:00 GMT', -62_167_219_200_000],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 253_402_300_799_000],
]

for (const [text, expected] of cases) {
  test(`parseHttpDate(${JSON.stringify(text)})`, () => {
    assert.equal(parseHttpDate(text, NOW), expected)
  })
}

// A year with two digits that appears to be more than 50 years ahead is in the past, §5.6.7.
const centuries: [text: string, now: number, expected: number][] = [
  ['Monday, 15-Jun-76 00:00:00 GMT', NOW, Date.UTC(2076, 5, 15)],
  ['Tuesday, 15-Jun-76 00:00:01 GMT', NOW, Date.UTC(1976, 5, 15, 0, 0, 1)],
  ['Friday, 31-Dec-99 23:59:59 GMT', NOW, Date.UTC(1999, 11, 31, 23, 59, 59)],
  ['Saturday, 01-Jan-00 00:00:00 GMT', NOW, Date.UTC(2000, 0, 1)],
  ['Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(1995, 0, 1), RFC],
  ['Thursday, 01-Jan-04 00:00:00 GMT', Date.UTC(1995, 0, 1), Date.UTC(2004, 0, 1)],
  ['Thursday, 01-Jan-10 00:00:00 GMT', Date.UTC(2080, 0, 1), Date.UTC(2110, 0, 1)],
  ['Tuesday, 29-Feb-00 00:00:00 GMT', Date.UTC(2060, 0, 1), Date.UTC(2000, 1, 29)], // 2100 has none
]

for (const [text, now, expected] of centuries) {
  test(`parseHttpDate("${text}") in ${new Date(now).getUTCFullYear()}`, () => {
    assert.equal(parseHttpDate(text, now), expected)
  })
}

const rendered: [time: number, expected: string][] = [
  [Number.NaN, 'Thu, 01 Jan 1970 00:00:00 GMT'], // ours: total
  [Number.NEGATIVE_INFINITY, 'Sat, 01 Jan 0000 00:00:00 GMT'], // ours
  [Number.POSITIVE_INFINITY, 'Fri, 31 Dec 9999 23:59:59 GMT'], // ours
  [0, 'Thu, 01 Jan 1970 00:00:00 GMT'],
  [-1, 'Wed, 31 Dec 1969 23:59:59 GMT'],
  [RFC, 'Sun, 06 Nov 1994 08:49:37 GMT'],
  [RFC + 999, 'Sun, 06 Nov 1994 08:49:37 GMT'],
  [RFC + 1000, 'Sun, 06 Nov 1994 08:49:38 GMT'],
]

for (const [time, expected] of rendered) {
  test(`renderHttpDate(${time})`, () => assert.equal(renderHttpDate(time), expected))
}

const seconds = fc.integer({ min: -62_167_219_200, max: 253_402_300_799 })

test('parseHttpDate() reads what renderHttpDate() writes', () => {
  fc.assert(
    fc.property(seconds, (second) => {
      assert.equal(parseHttpDate(renderHttpDate(second * 1000)), second * 1000)
    }),
  )
})

test('parseHttpDate() gives a whole second or undefined for any text', () => {
  const like = fc.stringMatching(/^(Sun|Sunday),? ?\d\d[ -]Nov[ -]\d{2,4} \d\d:\d\d:\d\d GMT$/)
  fc.assert(
    fc.property(fc.oneof(fc.string(), like), (text) => {
      const time = parseHttpDate(text)
      assert.ok(time === undefined || time % 1000 === 0)
    }),
  )
})

test('renderHttpDate() is total', () => {
  fc.assert(
    fc.property(fc.double(), (time) => {
      assert.match(renderHttpDate(time), /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
    }),
  )
})
