import type { Pattern, Token, Values } from './pattern.ts'

/**
 * Matches a canonical path in linear time, and gives what stands behind each placeholder: the
 * leftmost one takes as much as it can. `null`: the path is another one.
 */
export function matchPattern({ prefix, names, splatAt }: Pattern, pathname: string): Values | null {
  if (!pathname.startsWith(prefix)) return null
  const values = new Map<string, string>()
  const parts = partsOf(pathname)
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

let lastAsked = ''
let lastParts: readonly string[] = ['']

/** Takes a path apart at each `/`, once for all the patterns that it is compared with. */
function partsOf(pathname: string): readonly string[] {
  if (pathname === lastAsked) return lastParts
  lastAsked = pathname
  lastParts = pathname.slice(1).split('/')
  return lastParts
}

/** Matches the name with the splat against one name or more. */
function matchSplat(
  tokens: readonly Token[],
  parts: readonly string[],
  values: Map<string, string>,
) {
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
function matchName(tokens: readonly Token[], text: string, values: Map<string, string>): boolean {
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
