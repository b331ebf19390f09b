import type { Exchange } from '../exchange.ts'
import { changedHeaders, type FieldChange } from '../field-changes.ts'
import { validatorFields } from '../files/respond.ts'
import { parseHttpDate } from '../http/date.ts'
import { isEntityTag, isWeak, type Validators } from '../http/validators.ts'

/** Whether an owner's rules say an `ETag` or a `Last-Modified`, or take it away. */
export function changesValidators(changes: readonly FieldChange[]): boolean {
  const names = changes.flatMap(({ unset, set }) => [...unset, ...set.map(([name]) => name)])
  return names.some((name) => /^(?:etag|last-modified)$/i.test(name))
}

/**
 * The validators that a representation is sent with under the owner's rules: conditions are judged
 * by what a client was told.
 */
export function validatorsUnderRules(
  exchange: Exchange,
  { coding, validators }: { readonly coding?: string; readonly validators: Validators },
): Validators {
  if (exchange.isStandIn) return validators
  // The same tag for every coding would put parts of two together: §8.8.3.3.
  if (coding !== undefined) exchange.changes = exchange.changes.map(weakened)
  const sent = changedHeaders(validatorFields(validators), exchange.changes)
  const etag = sent.get('ETag')
  const lastModified = parseHttpDate(sent.get('Last-Modified') ?? '')
  // What is no entity tag and no date is compared with nothing.
  return {
    ...(etag !== null && isEntityTag(etag) && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  }
}

function weakened({ unset, set }: FieldChange): FieldChange {
  const isStrong = (name: string, value: string) =>
    name.toLowerCase() === 'etag' && isEntityTag(value) && !isWeak(value)
  return {
    unset,
    set: set.map(([name, value]) => [name, isStrong(name, value) ? `W/${value}` : value]),
  }
}
