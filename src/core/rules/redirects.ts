import type { Mistake } from '../mistake.ts'
import { linesOf, mistakeList } from './lines.ts'
import { matchPattern } from './match.ts'
import { isDynamic, type Pattern, parsePattern, renderPattern, type Values } from './pattern.ts'
import { parseTarget } from './target.ts'

/** A line of `_redirects`. */
export interface Redirect {
  /** A canonical path, with placeholders. */
  readonly from: string
  /** A path or an `https:` URL, with the placeholders of `from`. */
  readonly to: string
  /** 200: another path answers, and the address stays. */
  readonly status: number
  readonly line: number
}

const FILE = '_redirects'
const MAX_STATIC = 2000
const MAX_DYNAMIC = 100
const STATUS = new Set(['200', '301', '302', '303', '307', '308'])

/** Reads a `_redirects` file. A line that cannot be used is a mistake, and the others work. */
export function parseRedirects(text: string): { redirects: Redirect[]; mistakes: Mistake[] } {
  const list = mistakeList(FILE)
  const redirects = new Map<string, Redirect>()
  const counts = { static: 0, dynamic: 0 }

  for (const { text: words, line } of linesOf(text, list)) {
    list.try(line, () => {
      const { from, to, status } = splitLine(words)
      const path = parseFrom(from)
      const kind = counts.dynamic === 0 && !isDynamic(path) ? 'static' : 'dynamic'
      const limit = kind === 'static' ? MAX_STATIC : MAX_DYNAMIC
      counts[kind] += 1
      if (counts[kind] > limit) {
        throw new SyntaxError(`one rule too many: expected at most ${limit} ${kind} ones`)
      }
      const redirect = { from: path, to, status: parseStatus(status), line }
      checkTarget(redirect)
      const known = redirects.get(path)
      if (known !== undefined) {
        throw new SyntaxError(`"${path}" is redirected already, by line ${known.line}`)
      }
      redirects.set(path, redirect)
    })
    if (counts.dynamic > MAX_DYNAMIC) break
  }
  return { redirects: [...redirects.values()], mistakes: list.mistakes }
}

/** `/a /b 301 # why` => `/a`, `/b`, `301` */
function splitLine(line: string): { from: string; to: string; status: string } {
  const words = line.split(/\s+/)
  const comment = words.findIndex((word, index) => index > 0 && word.startsWith('#'))
  const [from, to, status = '302', ...more] = comment === -1 ? words : words.slice(0, comment)
  if (from !== undefined && to !== undefined && more.length === 0) return { from, to, status }
  throw new SyntaxError('expected two or three words: FROM TO [STATUS]')
}

function parseStatus(text: string): number {
  if (STATUS.has(text)) return Number(text)
  throw new SyntaxError(`"${text}" is no status of a redirect: expected ${[...STATUS].join(', ')}`)
}

/** A query or a fragment is dropped: a request is compared by its path alone. */
function parseFrom(text: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) {
    throw new SyntaxError(`"${text}" is a whole URL: expected a path of this site`)
  }
  const [path] = text.split(/[?#]/, 1)
  return renderPattern(parsePattern(resolved(path!.startsWith('/') ? path! : `/${path}`)))
}

/** `/a/../b` => `/b`, as in any URL. */
function resolved(path: string): string {
  return URL.parse(`https://host${path}`)?.pathname ?? path
}

/** @throws {SyntaxError} when it leads nowhere, or back to itself */
function checkTarget({ from, to, status }: Redirect): void {
  const { origin, pathname } = parseTarget(to)
  if (origin !== null) {
    if (status !== 200) return
    throw new SyntaxError(`"${to}" is another site: expected a path of this one with status 200`)
  }
  const isIndex = /\/index(?:\.html)?$/.test(pathname)
  if (isIndex && from.endsWith('/*')) {
    throw new SyntaxError(`"${from}" would match "${to}" again: expected --spa instead`)
  }
  if ((isIndex && from.endsWith('/')) || (status !== 200 && from === pathname)) {
    throw new SyntaxError(`"${from}" to "${to}" goes round in a circle`)
  }
}

/** Redirects, ready to be asked. */
export interface RedirectTable {
  readonly exact: ReadonlyMap<string, Redirect>
  readonly dynamic: readonly (readonly [redirect: Redirect, pattern: Pattern])[]
}

/** Rules without placeholders, before the first one that has some, are asked first. */
export function compileRedirects(redirects: readonly Redirect[]): RedirectTable {
  const firstDynamic = redirects.findIndex(({ from }) => isDynamic(from))
  const cut = firstDynamic === -1 ? redirects.length : firstDynamic
  return {
    exact: new Map(redirects.slice(0, cut).map((redirect) => [redirect.from, redirect])),
    dynamic: redirects.slice(cut).map((redirect) => [redirect, parsePattern(redirect.from)]),
  }
}

/** The rule that a canonical path falls under, and what its placeholders stand for. */
export function matchRedirect(
  { exact, dynamic }: RedirectTable,
  pathname: string,
): { redirect: Redirect; values: Values } | null {
  const known = exact.get(pathname)
  if (known !== undefined) return { redirect: known, values: new Map() }
  for (const [redirect, pattern] of dynamic) {
    const values = matchPattern(pattern, pathname)
    if (values !== null) return { redirect, values }
  }
  return null
}
