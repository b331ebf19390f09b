import { after } from '../after.ts'
import type { Answer, Exchange } from '../exchange.ts'
import { valueSetBy } from '../field-changes.ts'
import type { Fields } from '../fields.ts'
import { byterangesBody, byterangesOf } from '../http/byteranges.ts'
import { renderHttpDate } from '../http/date.ts'
import { evaluatePreconditions } from '../http/preconditions.ts'
import { type ByteRange, renderContentRange, requestedRanges } from '../http/range.ts'
import { isWeak, type Validators } from '../http/validators.ts'
import { errorResponse } from '../page/error.ts'
import { codedRepresentation } from './coded.ts'
import { hasRanges, type Representation } from './representation.ts'

/**
 * Answers with a representation: its coding, preconditions, the range, then the body, which is
 * opened last.
 *
 * `null`: it is no longer what was found, and has to be looked for again.
 */
export function representationResponse(exchange: Exchange, found: Representation): Answer {
  const coded = codedRepresentation(exchange, found)
  if (coded === null) {
    exchange.noteMore('no coding of it is acceptable')
    const detail = 'It cannot be had in a coding that Accept-Encoding allows.'
    return errorResponse(exchange, { status: 406, detail, fields: { Vary: 'Accept-Encoding' } })
  }

  const representation = { ...coded, validators: exchange.validatorsOf(coded) }
  const verdict = evaluatePreconditions(exchange.request, representation.validators)
  if (verdict === 304) {
    exchange.noteMore('not modified')
    exchange.isLasting = isLasting(found)
    return exchange.respond(304, null, cacheFields(representation))
  }
  if (verdict === 412) {
    const detail = 'The file is not the one that the request asks for.'
    return errorResponse(exchange, { status: 412, detail, fields: cacheFields(representation) })
  }

  const fields = contentFields(representation)
  const isPartible = hasRanges(exchange, representation)
  fields['Accept-Ranges'] = isPartible ? 'bytes' : 'none'
  const ranges = isPartible
    ? requestedRanges(exchange.request, representation.validators, representation.size)
    : null
  if (isPartible && ranges !== null) {
    return ranges.length > 0
      ? sendRanges(exchange, representation, ranges, fields)
      : unsatisfiable(exchange, representation)
  }
  exchange.isLasting = isLasting(found)
  return send(exchange, 200, representation, fields)
}

/** Another coding has another length: §12.5.5. */
function unsatisfiable(
  exchange: Exchange,
  { size, fields: { Vary } = {} }: Representation & { size: number },
): Answer {
  const detail = `The file has ${size} bytes, and none of the ranges is in it.`
  const fields: Fields = {
    'Accept-Ranges': 'bytes',
    'Content-Range': renderContentRange(null, size),
    ...(Vary !== undefined && { Vary }),
  }
  return errorResponse(exchange, { status: 416, detail, fields })
}

/**
 * Answers with all of a representation under a status that has no conditions and no ranges: §13.2.1,
 * §14.2. `null`: it is no longer what was found.
 */
export function statusResponse(exchange: Exchange, status: number, found: Representation): Answer {
  const representation = codedRepresentation(exchange, found) ?? found
  const fields = contentFields({ ...representation, validators: {} })
  return send(exchange, status, representation, fields)
}

function send(
  exchange: Exchange,
  status: number,
  { type, size, body }: Representation,
  fields: Fields,
): Answer {
  fields['Content-Type'] ??= type
  if (size !== null) fields['Content-Length'] = String(size)
  if (exchange.method === 'HEAD') return exchange.respond(status, null, fields)
  return after(body(0), (content) =>
    content === null ? null : exchange.respond(status, content, fields),
  )
}

/** Whether it is a file, and not so young that its next state may look the same. */
function isLasting({ file, validators }: Representation): boolean {
  return file !== undefined && validators.etag !== undefined && !isWeak(validators.etag)
}

/** A part of a representation, or several; the first is opened before there is an answer. */
function sendRanges(
  exchange: Exchange,
  { type, size, body }: Representation & { size: number },
  ranges: ByteRange[],
  fields: Fields,
): Answer {
  const { start, end } = ranges[0]!
  // Each part says the type that the whole is sent with: §14.6.
  const partType = valueSetBy(exchange.changes, 'content-type') ?? type
  const parts = ranges.length > 1 ? byterangesOf(ranges, size, partType) : null
  if (parts === null) fields['Content-Range'] = renderContentRange({ start, end }, size)
  fields['Content-Type'] = parts?.type ?? type
  fields['Content-Length'] = String(parts?.size ?? end - start)
  return after(body(start, end), (first) => {
    if (first === null) return null
    const content = parts === null ? first : byterangesBody(parts, body, first)
    return exchange.respond(206, content, fields)
  })
}

/** Fields that a 304 repeats beside the tag: §15.4.5. */
const REPEATED = new Set(['cache-control', 'content-location', 'expires', 'vary'])

function cacheFields({ validators, fields = {} }: Representation): Fields {
  const own = Object.entries(fields).filter(([name]) => REPEATED.has(name.toLowerCase()))
  const { etag } = validators
  return {
    'Cache-Control': 'no-cache',
    ...Object.fromEntries(own),
    ...validatorFields(etag === undefined ? validators : { etag }),
  }
}

/** The fields that validators are sent in. */
export function validatorFields({ etag, lastModified }: Validators): Fields {
  const fields: Fields = {}
  if (etag !== undefined) fields.ETag = etag
  if (lastModified !== undefined) fields['Last-Modified'] = renderHttpDate(lastModified)
  return fields
}

function contentFields({ coding, validators, fields }: Representation): Fields {
  const all: Fields = {
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    ...fields,
    ...validatorFields(validators),
  }
  if (coding !== undefined) all['Content-Encoding'] = coding
  return all
}
