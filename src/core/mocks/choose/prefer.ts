// Preferences: RFC 7240.

import { isToken } from '../../http/token.ts'
import type { Variant } from '../route.ts'

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
  if (isToken(value)) return `${name}=${value}`
  return `${name}="${value.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`
}

/** What `Prefer: code=` and `example=` leave; each is ignored where no variant has it. */
export function preferred(variants: readonly Variant[], preferences: ReadonlyMap<string, string>) {
  let candidates = variants
  const applied: string[] = []
  if (preferences.size === 0) return { candidates, applied }
  const keep = (name: string, isAsked: (variant: Variant, value: string) => boolean) => {
    const value = preferences.get(name)
    if (value === undefined) return
    const asked = candidates.filter((variant) => isAsked(variant, value))
    if (asked.length === 0) return
    candidates = asked
    applied.push(renderPreference(name, value))
  }
  keep('code', ({ status }, code) => String(status) === code)
  keep('example', ({ name }, example) => name === example)
  return { candidates, applied }
}

/** Why an answer was chosen that was preferred: `Prefer: code=404`; `''`: nothing was. */
export function renderApplied(applied: readonly string[]): string {
  return applied.length === 0 ? '' : `Prefer: ${applied.join(', ')}`
}
