/** What a file's name says of it. */
export type MockName =
  | { readonly kind: 'static' }
  | { readonly kind: 'near-miss'; readonly expected: string }
  | RouteName

/** A name that is a route: `users(default).GET.200.json`. */
export interface RouteName {
  readonly kind: 'route'
  /** What stands before the variants: `users`, `[id]`, `index`. */
  readonly base: string
  readonly variants: readonly VariantName[]
  readonly word: Word
  /** `null`: not given. */
  readonly status: number | null
  readonly extension: string
}

/** What a `(variant)` says. */
export type VariantName =
  | { readonly kind: 'default' }
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'weight'; readonly percent: number }
  | { readonly kind: 'query'; readonly query: readonly (readonly [name: string, value: string])[] }
  | { readonly kind: 'name'; readonly name: string }

/** The methods that a name can carry. */
export const methodWords = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'QUERY',
] as const

export type Word = (typeof methodWords)[number] | keyof typeof extensions

/** The extensions of the words that are no methods. */
const extensions = {
  ANY: ['ts', 'js', 'mjs'],
  CRUD: ['json'],
  MOCK: ['json', 'yaml', 'yml'],
  SPEC: ['json', 'yaml', 'yml'],
  SSE: ['jsonl'],
  WS: ['ts', 'js'],
} as const

/** Words that ordinary files carry too: with another extension they are static. */
const ordinary = new Set<string>(['CRUD', 'MOCK', 'SPEC', 'SSE'])

const words = [...methodWords, ...Object.keys(extensions)].join('|')
const ANY_WORD = new RegExp(`\\.(?:${words})(?![A-Za-z0-9])`)
const TAIL = new RegExp(`\\.(${words})(?:\\.([0-9]{3}))?\\.([^.]+)$`)

const isStatic: MockName = { kind: 'static' }

/** Tells what a file's name, without its folders, says: design section "Mock routes". Total. */
export function parseMockName(name: string): MockName {
  if (!ANY_WORD.test(name)) return isStatic
  const tail = TAIL.exec(name)
  if (tail === null) return nearMiss('expected NAME.METHOD[.STATUS].EXTENSION')

  const word = tail[1] as Word
  const extension = tail[3]!
  const allowed: readonly string[] | null = isMethod(word) ? null : extensions[word]
  if (allowed !== null && !allowed.includes(extension)) {
    if (ordinary.has(word) && tail[2] === undefined) return isStatic
    return nearMiss(`expected .${word}.${allowed.join(` or .${word}.`)}`)
  }

  const status = tail[2] === undefined ? null : Number(tail[2])
  if (status !== null && (status < 200 || status > 599)) {
    return nearMiss(`expected a status from 200 to 599, not ${tail[2]}`)
  }

  const { base, variants } = splitVariants(name.slice(0, tail.index))
  if (base === '') return nearMiss('expected a path before the method')
  return { kind: 'route', base, variants: variants.map(parseVariant), word, status, extension }
}

export function isMethod(word: string): word is (typeof methodWords)[number] {
  return (methodWords as readonly string[]).includes(word)
}

function nearMiss(expected: string): MockName {
  return { kind: 'near-miss', expected }
}

/** `pay(5%)(a)` => `pay`, [`5%`, `a`]. */
function splitVariants(text: string): { base: string; variants: string[] } {
  const variants: string[] = []
  let base = text
  while (base.endsWith(')')) {
    const open = base.lastIndexOf('(')
    if (open === -1) break
    variants.unshift(base.slice(open + 1, -1))
    base = base.slice(0, open)
  }
  return { base, variants }
}

function parseVariant(text: string): VariantName {
  if (text === 'default') return { kind: 'default' }
  if (/^[1-9]\d{0,5}$/.test(text)) return { kind: 'step', step: Number(text) }
  const weight = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(text)
  if (weight !== null && Number(weight[1]) <= 100) {
    return { kind: 'weight', percent: Number(weight[1]) }
  }
  if (/^[^=&]+=/.test(text)) return { kind: 'query', query: [...new URLSearchParams(text)] }
  return { kind: 'name', name: text }
}
