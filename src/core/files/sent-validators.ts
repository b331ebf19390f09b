import type { Exchange } from '../exchange.ts'
import { changedHeaders, type FieldChange, type Fields } from '../fields.ts'
import { parseHttpDate, renderHttpDate } from '../http/date.ts'
import { isEntityTag, isWeak, type Validators } from '../http/validators.ts'
import type { Representation } from './representation.ts'

const NAMES = ['etag', 'last-modified']

/**
 * A representation with the validators that are sent with it: conditions are judged by what a
 * client was told, and an owner's `ETag` or `Last-Modified` goes before what the file knows.
 */
export function withSentValidators(exchange: Exchange, own: Representation): Representation {
  const { coding, fields = {}, validators } = own
  const said = Object.entries(fields).filter(([name]) => NAMES.includes(name.toLowerCase()))
  const isOwners = said.length > 0 || NAMES.some((name) => isChanged(exchange, name))
  if (!isOwners || exchange.isStandIn) return own

  // The same tag for every coding would put parts of two together: §8.8.3.3.
  if (coding !== undefined) exchange.changes = exchange.changes.map(weakened)
  const first: FieldChange = { unset: [], set: said.map(([name, value]) => [name, String(value)]) }
  const sent = changedHeaders(validatorFields(validators), [first, ...exchange.changes])
  const judged = validatorsIn(sent)
  const names = Object.keys(validatorFields(judged)).map((name) => name.toLowerCase())
  const others = Object.entries(fields).filter(([name]) => !names.includes(name.toLowerCase()))
  return { ...own, fields: Object.fromEntries(others), validators: judged }
}

/** The fields that validators are sent in. */
export function validatorFields({ etag, lastModified }: Validators): Fields {
  const fields: Fields = {}
  if (etag !== undefined) fields.ETag = etag
  if (lastModified !== undefined) fields['Last-Modified'] = renderHttpDate(lastModified)
  return fields
}

/** What is no entity tag and no date is compared with nothing. */
function validatorsIn(headers: Headers): Validators {
  const etag = headers.get('ETag')
  const lastModified = parseHttpDate(headers.get('Last-Modified') ?? '')
  return {
    ...(etag !== null && isEntityTag(etag) && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  }
}

function isChanged({ changes }: Exchange, name: string): boolean {
  return changes.some(({ unset, set }) =>
    [...unset, ...set.map(([other]) => other)].some((other) => other.toLowerCase() === name),
  )
}

function weakened({ unset, set }: FieldChange): FieldChange {
  const isStrong = (name: string, value: string) =>
    name.toLowerCase() === 'etag' && isEntityTag(value) && !isWeak(value)
  return {
    unset,
    set: set.map(([name, value]) => [name, isStrong(name, value) ? `W/${value}` : value]),
  }
}
