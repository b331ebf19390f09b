/** Response fields by name, spelled as in their RFC; a list is sent as one line each. */
export type Fields = Record<string, string | string[]>

/** What `Headers` are made of: `HeadersInit`, which only the types of a browser have by that name. */
export type HeaderLines = NonNullable<ConstructorParameters<typeof Headers>[0]>

/** The fields as the runtime takes them; a plain object where no name has several lines. */
export function headersOf(fields: Fields): HeaderLines {
  return Object.values(fields).some(Array.isArray)
    ? linesOf(fields)
    : (fields as Record<string, string>)
}

/** Puts fields in the place of those of their names; `Vary` has the names of both. */
export function replaceFields(headers: Headers, fields: Fields): Headers {
  const all = overVary(fields, headers.get('Vary'))
  for (const name of Object.keys(fields)) headers.delete(name)
  return linesOf(all, headers)
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
  return { ...fields, ...overVary(last, fields.Vary) }
}

/** The fields, whose `Vary` has the names of another one too. */
function overVary(fields: Fields, known: string | string[] | null | undefined): Fields {
  if (fields.Vary === undefined || !known) return fields
  return { ...fields, Vary: joinVary(known, fields.Vary) }
}

/** The fields, whose `Vary` has one more name. */
export function varied(fields: Fields, name: string): Fields {
  if (fields.Vary === name) return fields
  return { ...fields, Vary: fields.Vary === undefined ? name : joinVary(fields.Vary, name) }
}

/** The names of several `Vary`, each once; `*` stands for all there are: RFC 9110 §12.5.5. */
export function joinVary(...values: (string | string[] | null | undefined)[]): string {
  const names = new Map<string, string>()
  for (const one of values.flat().join().split(',')) {
    const name = one.trim()
    if (name !== '' && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  }
  return names.has('*') ? '*' : [...names.values()].join(', ')
}

/** A line for each value, behind those that are there. */
export function linesOf(fields: Fields, headers = new Headers()): Headers {
  for (const [name, value] of Object.entries(fields)) {
    for (const line of [value].flat()) headers.append(name, line)
  }
  return headers
}

/** The `Content-Length`, in bytes; `null`: it is not said. */
export function lengthOf(headers: Headers): number | null {
  const length = headers.get('Content-Length')
  return length === null ? null : Number(length)
}

/** Whether the content is several ranges: its type is not the one that a rule is about. */
export function isParts(fields: Fields): boolean {
  return String(fields['Content-Type']).startsWith('multipart/byteranges')
}
