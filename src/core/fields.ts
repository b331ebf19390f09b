/** Response fields by name, spelled as in their RFC; a list is sent as one line each. */
export type Fields = Record<string, string | string[]>

/** What `Headers` are made of: `HeadersInit`, which only the types of a browser have by that name. */
export type HeaderLines = NonNullable<ConstructorParameters<typeof Headers>[0]>

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

/** The fields as the runtime takes them; a plain object where no name has several lines. */
export function headersOf(fields: Fields): HeaderLines {
  return Object.values(fields).some(Array.isArray)
    ? linesOf(fields)
    : (fields as Record<string, string>)
}

/** The fields after each change in its order. */
export function changedHeaders(fields: Fields, changes: readonly FieldChange[]): Headers {
  const headers = linesOf(fields)
  const written = new Set<string>()
  for (const { unset, set } of changes) {
    for (const name of unset) headers.delete(name)
    for (const [name, value] of set) {
      const key = name.toLowerCase()
      if (written.has(key)) headers.append(name, value)
      else headers.set(name, value)
      written.add(key)
    }
  }
  return headers
}

/** Puts fields in the place of those of their names; `Vary` has the names of both. */
export function replaceFields(headers: Headers, fields: Fields): Headers {
  for (const name of Object.keys(fields)) if (name !== 'Vary') headers.delete(name)
  return linesOf(fields, headers)
}

/** Makes fields the same as others; `false`: they cannot be changed, as those of a `fetch`. */
export function writeFields(headers: Headers, others: Headers): boolean {
  try {
    headers.delete('Vary')
  } catch {
    return false // immutable
  }
  for (const name of [...headers.keys()]) headers.delete(name)
  for (const [name, value] of others) headers.append(name, value)
  return true
}

/** As `replaceFields`, for fields that are not lines yet. */
export function overFields(fields: Fields, last: Fields): Fields {
  const all = { ...fields, ...last }
  if (fields.Vary === undefined || last.Vary === undefined) return all
  return { ...all, Vary: [...namesOf(fields.Vary), ...namesOf(last.Vary)].join(', ') }
}

/** The fields, whose `Vary` has one more name. */
export function varied(fields: Fields, name: string): Fields {
  if (fields.Vary === undefined) return { ...fields, Vary: name }
  const known = namesOf(fields.Vary)
  return known.includes(name) ? fields : { ...fields, Vary: [...known, name].join(', ') }
}

function namesOf(vary: string | string[]): string[] {
  return [vary].flat().join(', ').split(', ')
}

function linesOf(fields: Fields, headers = new Headers()): Headers {
  for (const [name, value] of Object.entries(fields)) {
    for (const line of [value].flat()) headers.append(name, line)
  }
  return headers
}

/**
 * The same change for an answer that is not what was asked for, such as an error: it is not to be
 * stored, and the content that the owner describes is not in it.
 */
export function standInChange({ unset, set }: FieldChange): FieldChange {
  const isKept = (name: string) => !isOfContent(name.toLowerCase())
  return {
    unset: unset.filter(isKept),
    set: set.filter(([name, value]) => isKept(name) || /\bno-(?:store|cache)\b/i.test(value)),
  }
}

/** The same change for a 304: of what describes content it repeats these two, RFC 9110 §15.4.5. */
export function notModifiedChange({ unset, set }: FieldChange): FieldChange {
  const isKept = (name: string) =>
    !DESCRIBING.has(name) || name === 'etag' || name === 'content-location'
  return { unset, set: set.filter(([name]) => isKept(name.toLowerCase())) }
}

function isOfContent(name: string): boolean {
  return STORING.has(name) || DESCRIBING.has(name)
}
