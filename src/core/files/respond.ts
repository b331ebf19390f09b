import { after } from '../after.ts'
import type { Exchange, Fields } from '../exchange.ts'
import { byterangesBody, byterangesOf } from '../http/byteranges.ts'
import { renderHttpDate } from '../http/date.ts'
import { evaluatePreconditions } from '../http/preconditions.ts'
import { type ByteRange, parseRange, rangeApplies, renderContentRange } from '../http/range.ts'
import { errorResponse } from '../page/error.ts'
import type { Representation } from './representation.ts'

/**
 * Answers with a representation: preconditions, then the range, then the body, which is opened last.
 *
 * `null`: it is no longer what was found, and has to be looked for again.
 */
export function representationResponse(
  exchange: Exchange,
  representation: Representation,
): Response | null | Promise<Response | null> {
  const { request } = exchange
  const { validators, size, type } = representation

  const verdict = evaluatePreconditions(request, validators)
  if (verdict === 304) {
    exchange.note('file', 'not modified')
    return exchange.respond(304, null, cacheFields(representation))
  }
  if (verdict === 412) {
    const detail = 'The file is not the one that the request asks for.'
    return errorResponse(exchange, { status: 412, detail, fields: cacheFields(representation) })
  }

  const ranges = requestedRanges(request, representation)
  if (ranges?.length === 0) {
    const fields = { 'Content-Range': renderContentRange(null, size) }
    const detail = `The file has ${size} bytes, and none of the ranges is in it.`
    return errorResponse(exchange, { status: 416, detail, fields })
  }

  const fields = contentFields(representation)
  if (ranges !== null && ranges.length > 1) return partsResponse(exchange, representation, ranges)
  const range = ranges?.[0]
  const { start, end } = range ?? { start: 0, end: size }
  if (range) fields['Content-Range'] = renderContentRange(range, size)
  fields['Content-Type'] = type
  fields['Content-Length'] = String(end - start)

  const status = range ? 206 : 200
  if (exchange.method === 'HEAD') return exchange.respond(status, null, fields)
  return after(representation.body(start, end), (body) =>
    body === null ? null : exchange.respond(status, body, fields),
  )
}

/** Several ranges in one answer, §14.6; the first is opened before there is an answer. */
function partsResponse(
  exchange: Exchange,
  representation: Representation,
  ranges: ByteRange[],
): Response | null | Promise<Response | null> {
  const read = (start: number, end: number) => representation.body(start, end)
  const parts = byterangesOf(ranges, representation.size, representation.type)
  const fields = {
    ...contentFields(representation),
    'Content-Type': parts.type,
    'Content-Length': String(parts.size),
  }
  const { start, end } = ranges[0]!
  return after(read(start, end), (first) =>
    first === null ? null : exchange.respond(206, byterangesBody(parts, read, first), fields),
  )
}

/** `null`: the whole representation is asked for, or the field is to be ignored: §14.2. */
function requestedRanges(request: Request, representation: Representation): ByteRange[] | null {
  const value = request.headers.get('Range')
  if (value === null || !rangeApplies(request, representation.validators)) return null
  return parseRange(value, representation.size)
}

/** What a 304 repeats: §15.4.5. */
function cacheFields({ validators, fields }: Representation): Fields {
  const all: Fields = { 'Cache-Control': fields?.['Cache-Control'] ?? 'no-cache' }
  if (fields?.Vary !== undefined) all.Vary = fields.Vary
  if (validators.etag !== undefined) all.ETag = validators.etag
  else if (validators.lastModified !== undefined) {
    all['Last-Modified'] = renderHttpDate(validators.lastModified)
  }
  return all
}

function contentFields(representation: Representation): Fields {
  const { validators, fields } = representation
  const all: Fields = {
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    ...fields,
  }
  if (validators.etag !== undefined) all.ETag = validators.etag
  if (validators.lastModified !== undefined) {
    all['Last-Modified'] = renderHttpDate(validators.lastModified)
  }
  return all
}
