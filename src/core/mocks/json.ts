/** A value as JSON has it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two values say the same, whatever the order of their keys. */
export function equalsJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, at) => equalsJson(item, b[at]))
    )
  }
  if (!isRecord(a) || !isRecord(b)) return a === b
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equalsJson(a[key], b[key]))
  )
}

/** The names of a path: `user.roles[0]` => `user`, `roles`, `0`. `$` is the value itself. */
export function parseJsonPath(path: string): string[] {
  const names = path.replace(/\[(\d+)\]/g, '.$1').split('.')
  return names[0] === '$' || names[0] === '' ? names.slice(1) : names
}

/** What is at a path in a value, by own properties only; `undefined`: nothing. */
export function lookUp(value: unknown, names: readonly string[]): unknown {
  let found = value
  for (const name of names) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return found
}

/** What is at a path; a form has names such as `user[name]`, and JSON `a.b`, as a whole too. */
export function lookUpPath(value: unknown, path: string): unknown {
  const found = lookUp(value, parseJsonPath(path))
  return found === undefined && isRecord(value) && Object.hasOwn(value, path) ? value[path] : found
}

/** Whether a value is one that a text can stand for. */
export function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** Whether a value has more levels of lists and objects than so many. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1))
}

/** Why a text is no JSON, in one line; `null`: it is. */
export function jsonProblem(text: string): string | null {
  const message = parseProblem(text)
  if (message === null) return null
  // The byte order mark of UTF-16, read as UTF-8.
  if (text.startsWith('\uFFFD\uFFFD')) return 'it is UTF-16, and not UTF-8'
  const isBare = parseProblem(text.replace(/\{\{[^{}]*\}\}/g, '0')) === null
  return isBare ? 'a template stands in a string, "{{…}}"' : message
}

function parseProblem(text: string): string | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    return (error as Error).message.split('\n', 1)[0]!
  }
}
