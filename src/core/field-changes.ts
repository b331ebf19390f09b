import { type Fields, joinVary, linesOf } from './fields.ts'

/** What an owner's rule does to the fields of an answer: first it takes away, then it sets. */
export interface FieldChange {
  readonly unset: readonly string[]
  /** A name that an earlier change or pair has set gets one more line. */
  readonly set: readonly (readonly [name: string, value: string])[]
}

/** Fields that let an answer be stored. */
const STORING = new Set([
  'cache-control',
  'expires',
  'cdn-cache-control',
  'cloudflare-cdn-cache-control',
  'surrogate-control',
])

/** Fields that describe content, and nothing in its place. */
const DESCRIBING = new Set([
  ...['content-type', 'content-encoding', 'content-language', 'content-disposition'],
  ...['content-location', 'etag', 'last-modified', 'accept-ranges'],
])

/** The fields after each change in its order. */
export function changedHeaders(fields: Fields, changes: readonly FieldChange[]): Headers {
  const headers = linesOf(fields)
  const written = new Set<string>()
  for (const { unset, set } of changes) {
    for (const name of unset) headers.delete(name)
    for (const [name, value] of set) {
      const key = name.toLowerCase()
      // What an answer depends on by itself stays true.
      if (key === 'vary') headers.set(name, joinVary(headers.get(name), value))
      else if (written.has(key)) headers.append(name, value)
      else headers.set(name, value)
      written.add(key)
    }
  }
  return headers
}

/**
 * The changes that suit an answer of this status: an error, and what stands in for something that is
 * not there, is not the content that the owner describes.
 */
export function suitableChanges(
  changes: readonly FieldChange[],
  status: number,
  isStandIn: boolean,
): readonly FieldChange[] {
  const suitable = isStandIn || status >= 400 ? changes.map(standInChange) : changes
  return status === 304 ? suitable.map(notModifiedChange) : suitable
}

/** What the changes set a field to, the last counts; `null`: none does. Its name is in lower case. */
export function valueSetBy(changes: readonly FieldChange[], name: string): string | null {
  const pairs = changes.flatMap(({ set }) => set)
  return pairs.findLast(([other]) => other.toLowerCase() === name)?.[1] ?? null
}

/**
 * The same change for an answer that is not what was asked for, such as an error: it is not to be
 * stored, and the content that the owner describes is not in it.
 */
function standInChange({ unset, set }: FieldChange): FieldChange {
  const isKept = (name: string) => !isOfContent(name.toLowerCase())
  return {
    unset: unset.filter(isKept),
    set: set.filter(([name, value]) => isKept(name) || /\bno-(?:store|cache)\b/i.test(value)),
  }
}

/** The same change for a 304: of what describes content it repeats these two, RFC 9110 §15.4.5. */
function notModifiedChange({ unset, set }: FieldChange): FieldChange {
  const isKept = (name: string) =>
    !DESCRIBING.has(name) || name === 'etag' || name === 'content-location'
  return { unset, set: set.filter(([name]) => isKept(name.toLowerCase())) }
}

function isOfContent(name: string): boolean {
  return STORING.has(name) || DESCRIBING.has(name)
}
