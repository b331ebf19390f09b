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

/** A line for each value, behind those that are there. */
export function linesOf(fields: Fields, headers = new Headers()): Headers {
  for (const [name, value] of Object.entries(fields)) {
    for (const line of [value].flat()) headers.append(name, line)
  }
  return headers
}
