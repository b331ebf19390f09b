import { encodePath } from '../path/encode.ts'

/** A piece of a name. A placeholder takes one character or more, and no `/`; the splat anything. */
type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string }
  | { readonly kind: 'splat' }

/** A path with placeholders such as `/blog/:year/*`, taken apart at each `/`. */
export interface Pattern {
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
  return { names, splatAt }
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
  return `/${names.map((name) => name.map(renderToken).join('')).join('/')}`
}

function renderToken(token: Token): string {
  if (token.kind === 'text') return token.text
  return token.kind === 'splat' ? '*' : `:${token.name}`
}

/**
 * Matches a canonical path in linear time, and gives what stands behind each placeholder: the
 * leftmost one takes as much as it can. `null`: the path is another one.
 */
export function matchPattern({ names, splatAt }: Pattern, pathname: string): Values | null {
  const values = new Map<string, string>()
  const parts = pathname.slice(1).split('/')
  if (splatAt === -1) {
    const isMatch =
      parts.length === names.length &&
      names.every((name, index) => matchName(name, parts[index]!, values))
    return isMatch ? values : null
  }
  const after = names.length - splatAt - 1
  if (parts.length < names.length) return null
  const last = parts.length - after
  const isMatch =
    names.slice(0, splatAt).every((name, index) => matchName(name, parts[index]!, values)) &&
    names.slice(splatAt + 1).every((name, at) => matchName(name, parts[last + at]!, values)) &&
    matchSplat(names[splatAt]!, parts.slice(splatAt, last), values)
  return isMatch ? values : null
}

/** Matches the name with the splat against one name or more. */
function matchSplat(tokens: readonly Token[], parts: string[], values: Map<string, string>) {
  if (parts.length === 1) return matchName(tokens, parts[0]!, values)
  const splat = tokens.findIndex(({ kind }) => kind === 'splat')
  if (!matchName(tokens.slice(splat), parts.at(-1)!, values)) return false
  const end = values.get('splat')!
  if (!matchName(tokens.slice(0, splat + 1), parts[0]!, values)) return false
  values.set('splat', [values.get('splat')!, ...parts.slice(1, -1), end].join('/'))
  return true
}

/**
 * Matches one name from its end: each fixed text is put as far right as it goes, which leaves the
 * most to the placeholders on its left.
 */
export function matchName(
  tokens: readonly Token[],
  text: string,
  values: Map<string, string>,
): boolean {
  let end = text.length
  let open: Token | null = null
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at]!
    if (token.kind !== 'text') {
      open = token
      continue
    }
    const start = startOf(token.text, text, { end, open, isFirst: at === 0 })
    if (start < 0) return false
    if (open !== null) values.set(nameOf(open), text.slice(start + token.text.length, end))
    open = null
    end = start
  }
  if (open === null) return end === 0
  if (end < leastOf(open)) return false
  values.set(nameOf(open), text.slice(0, end))
  return true
}

/** Matches a host's name, where a placeholder takes no dot. `null`: it is another one. */
export function matchHost(tokens: readonly Token[], hostname: string): Values | null {
  const values = new Map<string, string>()
  if (!matchName(tokens, hostname, values)) return null
  const hasDot = [...values].some(([name, value]) => name !== 'splat' && value.includes('.'))
  return hasDot ? null : values
}

/** Where a fixed text begins, at most; -1: nowhere. */
function startOf(
  fixed: string,
  text: string,
  { end, open, isFirst }: { end: number; open: Token | null; isFirst: boolean },
): number {
  const latest = end - fixed.length - leastOf(open)
  if (latest < 0) return -1
  if (isFirst && open !== null) return text.startsWith(fixed) ? 0 : -1
  if (open === null) return text.startsWith(fixed, latest) ? latest : -1
  return text.lastIndexOf(fixed, latest)
}

function leastOf(token: Token | null): number {
  return token?.kind === 'placeholder' ? 1 : 0
}

function nameOf(token: Token): string {
  return token.kind === 'placeholder' ? token.name : 'splat'
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
