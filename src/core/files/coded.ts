import { after, late } from '../after.ts'
import { acceptedCoding, codingsFor, isKeptAsIs, isWorthCoding } from '../coding.ts'
import type { Exchange } from '../exchange.ts'
import { varied } from '../fields.ts'
import { requestedRanges } from '../http/range.ts'
import { codedTag, type Validators } from '../http/validators.ts'
import { hasRanges, type Representation } from './representation.ts'

/** On the edge nothing is coded here. */
const codingBodies = late(() => import('./coded-body.ts'))

/**
 * The representation in the coding that the client prefers of those that can be made on the way;
 * `null`: it accepts none of them.
 */
export function codedRepresentation(
  exchange: Exchange,
  own: Representation,
): Representation | null {
  const { fields = {}, coding: known } = own
  if (known !== undefined || fields['Content-Encoding'] !== undefined) return own
  const offered = isKeptAsIs(fields['Cache-Control']) ? [] : codingsFor(exchange, own)
  const coding = acceptedCoding(exchange, offered)
  if (coding === null) return null
  if (coding === 'identity' && !isWorthCoding(own)) return own
  if (coding === 'identity' || isAskedInParts(exchange, own)) {
    return { ...own, fields: varied(fields, 'Accept-Encoding') }
  }
  return {
    type: own.type,
    size: null,
    coding,
    validators: codedValidators(own.validators, coding),
    fields: varied(fields, 'Accept-Encoding'),
    body: () => after(codingBodies(), ({ bodyIn }) => bodyIn(exchange, own, coding)),
  }
}

/**
 * Whether a part is asked for that only the identity can give: decisions/006. A date in `If-Range`
 * does not say which of the forms the client has the other parts of.
 */
function isAskedInParts(exchange: Exchange, own: Representation): boolean {
  if (!hasRanges(exchange, own) || acceptedCoding(exchange, []) !== 'identity') return false
  const { etag } = exchange.validatorsOf(own)
  return requestedRanges(exchange.request, etag === undefined ? {} : { etag }, own.size) !== null
}

function codedValidators({ etag, lastModified }: Validators, coding: string): Validators {
  return {
    ...(etag !== undefined && { etag: codedTag(etag, coding) }),
    ...(lastModified !== undefined && { lastModified }),
  }
}
