// Preferences: RFC 7240.

const TOKEN = "[\\w!#$%&'*+.^`|~-]+(?![\\w!#$%&'*+.^`|~-])"
const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"'

/**
 * `NAME`, `NAME=token` or `NAME="quoted"`, then parameters that nothing here reads, §2. What may be
 * long ends only where it must, so that no field takes long.
 */
const PREFERENCE = new RegExp(
  `[\\s,]*(${TOKEN})(?:\\s*=\\s*(?:${QUOTED}|([^\\s,;"]*)(?![^\\s,;"])))?` +
    `((?:[^,"]+(?![^,"])|"(?:[^"\\\\]|\\\\.)*")*)(?:,|$)`,
  'y',
)

/** Preferences by lower-case name. Only the first of a name counts, §2; a list ends where it breaks the grammar. */
export function parsePrefer(field: string | null): ReadonlyMap<string, string> {
  const preferences = new Map<string, string>()
  if (field === null) return preferences
  PREFERENCE.lastIndex = 0
  while (PREFERENCE.lastIndex < field.length) {
    const match = PREFERENCE.exec(field)
    if (match === null) break
    const [, name = '', quoted, token = ''] = match
    const key = name.toLowerCase()
    const value = quoted === undefined ? token : quoted.replace(/\\(.)/g, '$1')
    if (!preferences.has(key)) preferences.set(key, value)
  }
  return preferences
}

/** One preference as `Preference-Applied` says it, §3. */
export function renderPreference(name: string, value: string): string {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(value)) return `${name}=${value}`
  return `${name}="${value.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`
}
