import { extensions, isMethod, isPlainName, TAIL, type Word } from './words.ts'

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

const isStatic: MockName = { kind: 'static' }

/** Tells what a file's name, without its folders, says: design section "Mock routes". Total. */
export function parseMockName(name: string): MockName {
  if (isPlainName(name)) return isStatic
  const tail = TAIL.exec(name)
  if (tail === null) return nearMiss('expected NAME.METHOD[.STATUS].EXTENSION')

  const word = tail[1] as Word
  const extension = tail[3]!
  if (/^\d{3}$/.test(extension)) return nearMiss('expected an extension after the status')
  const allowed: readonly string[] | null = isMethod(word) ? null : extensions[word]
  if (allowed !== null && !allowed.includes(extension)) {
    return nearMiss(`expected .${word}.${allowed.join(` or .${word}.`)}`)
  }

  const status = tail[2] === undefined ? null : Number(tail[2])
  if (status !== null && (status < 200 || status > 599)) {
    return nearMiss(`expected a status from 200 to 599, not ${tail[2]}`)
  }

  const { base, variants } = splitVariants(name.slice(0, tail.index))
  if (/^\.{0,2}$/.test(base)) return nearMiss('expected a path before the method')
  if (!isMethod(word) && status !== null) return nearMiss(`expected no status in a ${word} file`)
  if (!isMethod(word) && word !== 'ANY' && variants.length > 0) {
    return nearMiss(`expected no (variant) in the name of a ${word} file`)
  }
  const problem = problemOf(base, variants)
  if (problem !== null) return nearMiss(problem)
  return { kind: 'route', base, variants: variants.map(parseVariant), word, status, extension }
}

/** What is wrong with the part before the word; `null`: nothing. */
function problemOf(base: string, variants: readonly string[]): string | null {
  if (base.includes('?')) return 'expected the query in parentheses, as in (q=owls), not after "?"'
  if (variants.length > 0 && base.endsWith(' ')) return 'expected no space before "("'
  if (/\([^)]*$/.test(base)) return 'expected no parentheses inside parentheses'
  for (const text of variants) {
    if (text === '') return 'expected something between the parentheses'
    const { kind } = parseVariant(text)
    if (kind === 'name' && /^\d+$/.test(text)) return `expected a step from 1, not (${text})`
    if (kind === 'name' && /^-?[\d.,]+ ?%$/.test(text)) return `expected 0% to 100%, not (${text})`
  }
  const kinds = variants.map((text) => parseVariant(text).kind)
  const places = kinds.filter((kind) => kind !== 'name' && kind !== 'query')
  if (places.length > 1) return 'expected one of a step, a weight and "default"'
  return kinds.filter((kind) => kind === 'name').length > 1 ? 'expected one name' : null
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
