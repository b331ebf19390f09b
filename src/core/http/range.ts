// Range requests: RFC 9110 §14.

import { parseHttpDate } from './date.ts'
import type { ConditionalRequest } from './preconditions.ts'
import { isWeak, UNSETTLED, type Validators } from './validators.ts'

/** Bytes `start` (inclusive) to `end` (exclusive), like the arguments of `Blob.slice()`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** The most ranges that one field may ask for; a field with more is ignored, §14.2. */
export const MAX_RANGES = 100

/** Empty elements (§5.6.1.2), then a range (§14.1.1) or the end. */
const RANGE_SPEC = /[ \t,]*(?:(\d*)-(\d*)[ \t]*(?:,|$)|$)/y

/**
 * Parses a `Range` field value against a representation of `size` bytes.
 *
 * Returns `null` when the field must or may be ignored (another unit, bad syntax, more than
 * `MAX_RANGES` ranges, an empty representation), and an empty array when no range overlaps the
 * representation, which calls for a 416. Otherwise the ranges are in the order asked for and have
 * no byte in common: those that overlap or touch are one, §15.3.7.2.
 */
export function parseRange(value: string, size: number): ByteRange[] | null {
  if (size === 0 || value.slice(0, 6).toLowerCase() !== 'bytes=') return null

  const ranges: ByteRange[] = []
  let count = 0
  RANGE_SPEC.lastIndex = 6
  while (RANGE_SPEC.lastIndex < value.length) {
    const spec = RANGE_SPEC.exec(value)
    if (spec === null) return null
    const [, first, last] = spec
    if (first === undefined || last === undefined) break // the end

    if (++count > MAX_RANGES || !isValid(first, last)) return null
    const range = byteRange(first, last, size)
    if (range.start < range.end) ranges.push(range)
  }
  return count === 0 ? null : coalesce(ranges)
}

/** Not `-` alone, and not a `first` after the `last`. */
function isValid(first: string, last: string): boolean {
  if (first === '' || last === '') return first !== last
  return comparePositions(first, last) <= 0
}

/** Compares decimal numbers of any length. */
function comparePositions(a: string, b: string): number {
  const first = a.replace(/^0+/, '')
  const last = b.replace(/^0+/, '')
  if (first.length !== last.length) return first.length - last.length
  return first < last ? -1 : first > last ? 1 : 0
}

function byteRange(first: string, last: string, size: number): ByteRange {
  if (first === '') return { start: Math.max(0, size - Number(last)), end: size }
  return { start: Number(first), end: last === '' ? size : Math.min(Number(last) + 1, size) }
}

/** Joins what overlaps or touches; the order is that of the first range of each. */
function coalesce(ranges: ByteRange[]): ByteRange[] {
  if (ranges.length < 2) return ranges
  const merged: { start: number; end: number; place: number }[] = []
  const sorted = ranges.map((range, place) => ({ ...range, place }))
  for (const range of sorted.sort((a, b) => a.start - b.start)) {
    const before = merged.at(-1)
    if (before !== undefined && range.start <= before.end) {
      before.end = Math.max(before.end, range.end)
      before.place = Math.min(before.place, range.place)
    } else {
      merged.push(range)
    }
  }
  return merged.sort((a, b) => a.place - b.place).map(({ start, end }) => ({ start, end }))
}

/**
 * Whether the `Range` field of a request is to be looked at: it is a GET, the only method that has
 * ranges, and its `If-Range`, where it has one, holds.
 */
export function rangeApplies(
  request: ConditionalRequest,
  current: Validators,
  now: number = Date.now(),
): boolean {
  if (request.method !== 'GET' || request.headers.get('Range') === null) return false
  // An empty field is none: there are runtimes that leave it out.
  const condition = request.headers.get('If-Range') || null
  return condition === null || ifRangeMatches(condition, current, now)
}

/**
 * The ranges that a request asks of a representation of `size` bytes, as `parseRange` gives them.
 *
 * `null`: all of it is asked for, or the field is to be ignored: §14.2.
 */
export function requestedRanges(
  request: ConditionalRequest,
  current: Validators,
  size: number,
): ByteRange[] | null {
  const value = request.headers.get('Range')
  return value === null || !rangeApplies(request, current) ? null : parseRange(value, size)
}

/**
 * Whether an `If-Range` field value names the current representation: §13.1.5.
 *
 * A tag matches by strong comparison; a date has to be exactly that of the representation, which
 * must be at least two seconds old: a younger one is a weak validator, §8.8.2.2.
 */
export function ifRangeMatches(
  field: string,
  { etag, lastModified }: Validators,
  now: number = Date.now(),
): boolean {
  if (field === etag) return !isWeak(etag)
  if (lastModified === undefined || now - lastModified < UNSETTLED) return false
  return parseHttpDate(field) === lastModified
}

/** `{ start: 0, end: 2 }` of 26 => `bytes 0-1/26`; `null` is the form for a 416: §14.4. */
export function renderContentRange(range: ByteRange | null, size: number): string {
  return range === null ? `bytes */${size}` : `bytes ${range.start}-${range.end - 1}/${size}`
}
