import type { FieldChange } from '../field-changes.ts'
import { isToken } from '../http/token.ts'
import type { Mistake } from '../mistake.ts'
import { linesOf, mistakeList } from './lines.ts'
import { matchHost, matchPattern } from './match.ts'
import {
  fillPlaceholders,
  type Pattern,
  parseName,
  parsePattern,
  renderPattern,
} from './pattern.ts'

/** A path of `_headers`, and what it does to the fields of an answer. */
export interface HeaderRule extends FieldChange {
  /** A canonical path with placeholders, behind `https://host` where it is for one host. */
  readonly path: string
  readonly line: number
}

const FILE = '_headers'
const MAX_RULES = 100

/** RFC 9110 §5.5. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** Fields that say how an answer is sent: another value than the true one breaks the connection. */
const FRAMING = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding'],
  ...['upgrade', 'content-length', 'content-range', 'date'],
])

/** A rule while its lines are read. */
interface Draft extends HeaderRule {
  readonly unset: string[]
  readonly set: [name: string, value: string][]
}

/** Reads a `_headers` file. A line that cannot be used is a mistake, and the others work. */
export function parseHeaders(text: string): { headers: HeaderRule[]; mistakes: Mistake[] } {
  const list = mistakeList(FILE)
  const rules = new Map<string, Draft>()
  /** `null`: what follows a path that cannot be used. `undefined`: no path came yet. */
  let current: Draft | null | undefined

  function close(): void {
    if (!current) return
    const { path, line, set, unset } = current
    if (set.length === 0 && unset.length === 0) list.add(line, `"${path}" has no fields`)
    else rules.set(path, current)
  }

  for (const { text: content, line } of linesOf(text, list)) {
    if (!isPath(content)) {
      const rule = current
      if (rule !== null) list.try(line, () => addField(rule, content))
      continue
    }
    close()
    current = null
    if (rules.size >= MAX_RULES) {
      list.add(line, `one rule too many: expected at most ${MAX_RULES}`)
      break
    }
    list.try(line, () => {
      current = { path: parsePath(content), line, set: [], unset: [] }
      const known = rules.get(current.path)
      if (known)
        list.add(line, `"${current.path}" takes the place of the rule of line ${known.line}`)
    })
  }
  close()
  return { headers: [...rules.values()], mistakes: list.mistakes }
}

function isPath(line: string): boolean {
  return line.startsWith('/') || /^[^\s:]+:\/\//.test(line)
}

function parsePath(text: string): string {
  const [, host, path = text] = /^https:\/\/+([^/?#]+)(.*)$/.exec(text) ?? []
  if (host === undefined && !text.startsWith('/')) {
    throw new SyntaxError(`"${text}" is no path: expected such as /a/* or https://host/a/*`)
  }
  if (host !== undefined && /:\d+$/.test(host)) {
    throw new SyntaxError(`"${host}" has a port: expected a host's name alone`)
  }
  const [pathname] = path.split(/[?#]/, 1)
  const resolved = URL.parse(`https://host${pathname}`)?.pathname ?? '/'
  if (host === undefined) return renderPattern(parsePattern(resolved))
  // Placeholders and splats are counted over both.
  parsePattern(`/${host}${resolved}`)
  return `https://${host.toLowerCase()}${renderPattern(parsePattern(resolved))}`
}

/** @throws {SyntaxError} when it is none, or one that cannot be set */
function addField(rule: Draft | undefined, line: string): void {
  const removed = /^!\s+([^:]*)$/.exec(line)?.[1]
  const colon = line.indexOf(':')
  if (removed === undefined && colon === -1) {
    throw new SyntaxError(`"${line}" is no field: expected "Name: value" or "! Name"`)
  }
  const name = (removed ?? line.slice(0, colon)).trim()
  if (!isToken(name)) {
    throw new SyntaxError(`"${name}" is no name of a field: expected letters, digits and hyphens`)
  }
  if (FRAMING.has(name.toLowerCase())) {
    throw new SyntaxError(`"${name}" is the server's to say: expected another field`)
  }
  if (rule === undefined) throw new SyntaxError(`"${name}" has no path: expected one before it`)
  if (removed === undefined) rule.set.push([name, parseValue(name, line.slice(colon + 1).trim())])
  else rule.unset.push(name)
}

function parseValue(name: string, value: string): string {
  if (value === '') throw new SyntaxError(`"${name}" has no value: expected "${name}: value"`)
  if (VALUE.test(value)) return value
  throw new SyntaxError(`"${name}" has a value with a character that no field may have`)
}

/** Header rules, ready to be asked. */
export type HeaderTable = readonly {
  readonly rule: HeaderRule
  /** `null`: any host. */
  readonly host: ReturnType<typeof parseName> | null
  readonly pattern: Pattern
}[]

export function compileHeaders(headers: readonly HeaderRule[]): HeaderTable {
  return headers.map((rule) => {
    const [, host, path] = /^https:\/\/([^/]+)(\/.*)$/.exec(rule.path) ?? []
    return {
      rule,
      host: host === undefined ? null : parseName(host),
      pattern: parsePattern(path ?? rule.path),
    }
  })
}

/** A rule that a request falls under, and what it does with this request's values. */
export interface HeaderMatch extends FieldChange {
  readonly line: number
}

/** The rules that a canonical path falls under, in the order of the file. */
export function matchHeaders(table: HeaderTable, pathname: string, url: string): HeaderMatch[] {
  const matches: HeaderMatch[] = []
  for (const { rule, host, pattern } of table) {
    const ofHost = host === null ? [] : matchHost(host, URL.parse(url)?.hostname ?? '')
    const ofPath = ofHost === null ? null : matchPattern(pattern, pathname)
    if (ofHost === null || ofPath === null) continue
    const values = new Map([...ofHost, ...ofPath])
    const { unset, line } = rule
    const set = rule.set.map(([name, text]) => [name, fillPlaceholders(text, values)] as const)
    matches.push({ line, unset, set })
  }
  return matches
}
