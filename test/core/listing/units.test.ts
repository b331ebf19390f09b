import { expect, test } from 'vitest'
import { renderIso } from '../../../src/core/listing/iso.ts'
import { renderAge, renderCount, renderDate, renderSize } from '../../../src/core/listing/units.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [99_949, '99.9 KB'],
  [99_950, '100 KB'],
  [100_000, '100 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [1_234_567_890, '1.2 GB'],
  [5e15, '5000 TB'],
])('renderSize(%i) is %s', (bytes, expected) => {
  expect(renderSize(bytes)).toBe(expected)
})

test.each([
  [0, '0'],
  [999, '999'],
  [9536, '9,536'],
  [1_234_567_890, '1,234,567,890'],
])('renderCount(%i) is %s', (count, expected) => {
  expect(renderCount(count)).toBe(expected)
})

test.each([
  [-3 * DAY, '1970-02-13'],
  [-1000, 'just now'],
  [59_000, 'just now'],
  [MINUTE, '1 minute ago'],
  [89 * MINUTE, '89 minutes ago'],
  [90 * MINUTE, '2 hours ago'],
  [23 * HOUR, '23 hours ago'],
  [24 * HOUR, 'yesterday'],
  [47 * HOUR, 'yesterday'],
  [2 * DAY, '2 days ago'],
  [44 * DAY, '44 days ago'],
  [45 * DAY, '1 month ago'],
  [400 * DAY, '13 months ago'],
  [548 * DAY, '2 years ago'],
])('renderAge() of something %i ms old is %s', (age, expected) => {
  const now = 40 * DAY
  expect(renderAge(now - age, now)).toBe(expected)
})

test.each([
  0,
  1,
  999,
  59_999,
  HOUR - 1,
  DAY - 1,
  DAY,
  -1,
  -DAY,
  1.7e12,
  253_402_300_800_000,
  8.64e15,
])('renderIso(%i) is what the runtime says', (time) => {
  expect(renderIso(time)).toBe(new Date(time).toISOString())
  expect(renderIso(time)).toBe(new Date(time).toISOString())
})

test('renderDate() is to the second, and says its zone', () => {
  expect(renderDate('2020-01-01T00:00:07.999Z')).toBe('2020-01-01 00:00:07 UTC')
})
