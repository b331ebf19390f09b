/**
 * RFC 9110 as pure functions: ranges, dates, validators, preconditions, negotiation and media types.
 *
 * Nothing here reads a file, keeps state, or throws on what a client sent.
 *
 * @module
 */

/**
 * Several ranges in one answer, §14.6: a layout with a known length, then a stream.
 *
 * @example
 * ```ts
 * const parts = byterangesOf([{ start: 0, end: 2 }, { start: 4, end: 6 }], 26, 'text/plain', 'SEP')
 * parts.type // => 'multipart/byteranges; boundary=SEP'
 * parts.size // => 145
 * const body = byterangesBody(parts, (start, end) => 'abcdef'.slice(start, end))
 * (await new Response(body).text()).length // => 145
 * ```
 */
export {
  type BytePart,
  type Byteranges,
  byterangesBody,
  byterangesOf,
  type ReadRange,
} from './byteranges.ts'

/**
 * Dates, §5.6.7.
 *
 * @example
 * ```ts
 * parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT') // => 784111777000
 * parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT') // => 784111777000
 * parseHttpDate('yesterday') // => undefined
 * renderHttpDate(784111777000) // => 'Sun, 06 Nov 1994 08:49:37 GMT'
 * ```
 */
export { parseHttpDate, renderHttpDate } from './date.ts'

/**
 * The media type of a file, §8.3.
 *
 * @example
 * ```ts
 * mediaType('notes.md') // => 'text/markdown; charset=utf-8'
 * mediaType('LICENSE') // => 'text/plain; charset=utf-8'
 * mediaType('main.rs') // => 'text/plain; charset=utf-8'
 * mediaType('data.json') // => 'application/json'
 * mediaType('unknown') // => 'application/octet-stream'
 * isCompressible('image/svg+xml') // => true
 * isTransportStream(new TextEncoder().encode('export {}')) // => false
 * ```
 */
export { isCompressible, isTransportStream, mediaType } from './media-types.ts'

/**
 * What a client prefers of what there is, §12.5.
 *
 * @example
 * ```ts
 * negotiateType('text/*;q=0.5, image/*', ['text/html', 'image/png']) // => 'image/png'
 * negotiateType('image/png', ['text/html']) // => null
 * negotiateCoding('gzip, br;q=0.1', ['br', 'gzip']) // => 'gzip'
 * negotiateCoding('', ['br', 'gzip']) // => 'identity'
 * negotiateCoding('identity;q=0', ['br', 'gzip']) // => null
 * parseQualityList('en;q=0.7') // => [{ value: 'en', parameters: [], quality: 0.7 }]
 * ```
 */
export {
  negotiateCoding,
  negotiateType,
  type Preference,
  parseQualityList,
} from './negotiation.ts'

/**
 * Conditional requests, §13, in the order of §13.2.2.
 *
 * @example
 * ```ts
 * const request = new Request('http://localhost/', { headers: { 'If-None-Match': '"a", "b"' } })
 * evaluatePreconditions(request, { etag: '"b"' }) // => 304
 * evaluatePreconditions(request, { etag: '"c"' }) // => null
 * ```
 */
export { type ConditionalRequest, evaluatePreconditions } from './preconditions.ts'

/**
 * Range requests, §14. Ranges are half open, like the arguments of `Blob.slice()`.
 *
 * @example
 * ```ts
 * parseRange('bytes=0-1, -2', 26) // => [{ start: 0, end: 2 }, { start: 24, end: 26 }]
 * parseRange('bytes=99-', 26) // => []
 * parseRange('lines=0-1', 26) // => null
 * renderContentRange({ start: 0, end: 2 }, 26) // => 'bytes 0-1/26'
 * ifRangeMatches('"a"', { etag: '"a"' }) // => true
 * ifRangeMatches('W/"a"', { etag: 'W/"a"' }) // => false
 * const headers = new Headers({ Range: 'bytes=2-', 'If-Range': '"a"' })
 * rangeApplies({ method: 'GET', headers }, { etag: '"b"' }) // => false
 * requestedRanges({ method: 'GET', headers }, { etag: '"a"' }, 9) // => [{ start: 2, end: 9 }]
 * ```
 */
export {
  type ByteRange,
  ifRangeMatches,
  MAX_RANGES,
  parseRange,
  rangeApplies,
  renderContentRange,
  requestedRanges,
} from './range.ts'

/**
 * Entity tags and dates of last change, §8.8.
 *
 * @example
 * ```ts
 * const file = { size: 26, lastModified: Date.UTC(2026, 0, 1) }
 * validatorsOf(file, Date.UTC(2026, 0, 2)).etag // => '"q-mjuohs00"'
 * validatorsOf(file, Date.UTC(2026, 0, 1)).etag // => 'W/"q-mjuohs00"'
 * validatorsOf({ ...file, etag: 'a1b2' }).etag // => '"a1b2"'
 * matchesStrongly('"a", W/"b"', '"b"') // => false
 * matchesWeakly('"a", W/"b"', '"b"') // => true
 * codedTag('"a"', 'gzip') // => 'W/"a-gzip"'
 * isWeak('W/"a"') // => true
 * ```
 */
export {
  codedTag,
  isWeak,
  type Modified,
  matchesStrongly,
  matchesWeakly,
  type Validators,
  validatorsOf,
} from './validators.ts'
