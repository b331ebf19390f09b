import { encodePath } from '../path/encode.ts'

/** A piece of a name. A placeholder takes one character or more, and no `/`; the splat anything. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string }
  | { readonly kind: 'splat' }

/** A path with placeholders such as `/blog/:year/*`, taken apart at each `/`. */
export interface Pattern {
  /** What every path that matches begins with. */
  readonly prefix: string
  readonly names: readonly (readonly Token[])[]
  /** The index of the name that holds the splat; -1: none does. */
  readonly splatAt: number
}

/** The text behind each placeholder; behind the splat, it is called `splat`. */
export type Values = ReadonlyMap<string, string>

const TOKEN = /\*|:([A-Za-z]\w*)/g

/** Whether a path holds a placeholder or a splat. */
export function isDynamic(path: string): boolean {
  return path.search(TOKEN) !== -1
}

/**
 * Parses a path with placeholders. Its fixed text is spelled as a canonical path is, so that
 * `/a+b` and `/a%2Bb` are one.
 *
 * @throws {SyntaxError} when no request can have that path
 */
export function parsePattern(path: string): Pattern {
  const names = path.slice(1).split('/').map(parseName)
  const placeholders = names.flat().filter(({ kind }) => kind !== 'text')
  const seen = new Set<string>()
  for (const token of placeholders) {
    const name = token.kind === 'placeholder' ? token.name : 'splat'
    if (seen.has(name)) throw new SyntaxError(twice(name, path))
    seen.add(name)
  }
  if (names.some((name, index) => name.length === 0 && index < names.length - 1)) {
    throw new SyntaxError(`"${path}" has an empty name: expected one slash between two names`)
  }
  const splatAt = names.findIndex((name) => name.some(({ kind }) => kind === 'splat'))
  return { prefix: prefixOf(names), names, splatAt }
}

/** The fixed text in front of the first placeholder. */
function prefixOf(names: readonly (readonly Token[])[]): string {
  const text = renderNames(names)
  const first = text.search(TOKEN)
  return first === -1 ? text : text.slice(0, first)
}

function twice(name: string, path: string): string {
  return name === 'splat'
    ? `"${path}" has two splats: expected one "*", which is called :splat`
    : `"${path}" has :${name} twice: expected each placeholder once`
}

/** Takes a name apart; between two placeholders is an empty text. */
export function parseName(name: string): Token[] {
  const tokens: Token[] = []
  let end = 0
  for (const { 0: all, 1: placeholder, index } of name.matchAll(TOKEN)) {
    const text = canonicalText(name.slice(end, index))
    if (text !== '' || tokens.length > 0) tokens.push({ kind: 'text', text })
    tokens.push(
      placeholder === undefined ? { kind: 'splat' } : { kind: 'placeholder', name: placeholder },
    )
    end = index + all.length
  }
  const text = canonicalText(name.slice(end))
  return text === '' ? tokens : [...tokens, { kind: 'text', text }]
}

function canonicalText(text: string): string {
  try {
    return encodePath([decodeURIComponent(text)]).slice(1)
  } catch {
    throw new SyntaxError(`"${text}" is badly escaped: expected %25 for a percent sign`)
  }
}

/** The text of a pattern, its fixed text as a canonical path has it. */
export function renderPattern({ names }: Pattern): string {
  return renderNames(names)
}

function renderNames(names: readonly (readonly Token[])[]): string {
  return `/${names.map((name) => name.map(renderToken).join('')).join('/')}`
}

function renderToken(token: Token): string {
  if (token.kind === 'text') return token.text
  return token.kind === 'splat' ? '*' : `:${token.name}`
}

/** Puts values in the place of their placeholders; of two that would fit, the longer one counts. */
export function fillPlaceholders(text: string, values: Values): string {
  return text.replace(/:([A-Za-z]\w*)/g, (all, word: string) => {
    for (let length = word.length; length > 0; length--) {
      const value = values.get(word.slice(0, length))
      if (value !== undefined) return value + word.slice(length)
    }
    return all
  })
}
