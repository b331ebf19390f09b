import { type Content, ownType, type Variant } from '../route.ts'

/** Text as text, anything else as JSON. */
export function bodyOf(value: unknown): Content {
  if (typeof value === 'string') {
    return { kind: 'text', text: value, type: 'text/plain; charset=utf-8' }
  }
  return { kind: 'text', text: JSON.stringify(value ?? null), type: 'application/json' }
}

/** Its own `Content-Type` says what its text is. */
export function typed(variant: Variant): Variant {
  const { content } = variant
  const type = ownType(variant)
  if (content?.kind !== 'text' || type === null) return variant
  return { ...variant, content: { ...content, type } }
}

/** `api/x.MOCK.json`, `../a.json` => `a.json`; `null`: it leaves the root, or is no path. */
export function resolvePath(from: string, path: string): string | null {
  const names = path.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const name of path.split('/')) {
    if (name === '..' && names.pop() === undefined) return null
    if (name !== '' && name !== '.' && name !== '..') names.push(name)
  }
  return names.length === 0 || path.includes('\0') || path.endsWith('/') ? null : names.join('/')
}
