import { fillPlaceholders, type Values } from './pattern.ts'

/** Where a redirect leads. */
export interface Target {
  /** Such as `https://docs.example`; `null`: this site. */
  readonly origin: string | null
  readonly pathname: string
  /** With its `?`, or `''`. */
  readonly search: string
  /** With its `#`, or `''`. */
  readonly hash: string
}

const WHOLE = /^https:\/\/+([^/?#]+)(.*)$/s

/** What may follow the last placeholder of a host: so much that no visitor chooses the site. */
const FIXED_END = /^[\w-]*(?:(?:\.[\w-]+){2,}|\.localhost)(?::\d+)?$/

const none: Values = new Map()

/**
 * Parses the target of a redirect: `/path?query#fragment`, or the same behind `https://host`.
 *
 * @throws {SyntaxError} when it is something else, or when a placeholder could choose the site
 */
export function parseTarget(text: string): Target {
  const host = WHOLE.exec(text)?.[1]
  if (host === undefined && !text.startsWith('/')) {
    throw new SyntaxError(`"${text}" is no target: expected a path, or a URL with https://`)
  }
  const end = host?.replace(/^.*:[A-Za-z]\w*/, '')
  if (end !== undefined && end !== host && !FIXED_END.test(end)) {
    throw new SyntaxError(`"${host}" is a visitor's choice: expected such as ":name.example.com"`)
  }
  const target = fillTarget(text, end === host ? none : new Map(placeholdersOf(host!)))
  if (target === null) throw new SyntaxError(`"${text}" is no URL`)
  return target
}

function placeholdersOf(host: string): [name: string, value: string][] {
  return [...host.matchAll(/:([A-Za-z]\w*)/g)].map(([, name]) => [name!, 'a'])
}

/** The target for what the placeholders stand for. `null`: a value that makes it no URL. */
export function fillTarget(text: string, values: Values): Target | null {
  const [, host, rest = text] = WHOLE.exec(text) ?? []
  const name = host === undefined ? null : fillHost(host, values)
  if (host !== undefined && name === null) return null
  const filled = fillPlaceholders(rest, values)
  const url = URL.parse(`https://${name ?? 'host'}${name === null ? oneSlash(filled) : filled}`)
  if (url === null) return null
  const { origin, pathname, search, hash } = url
  if (name !== null) return { origin, pathname, search, hash }
  return { origin: null, pathname: oneSlash(pathname), search, hash }
}

/** A path that begins with two slashes would lead to another site; a query keeps its own. */
export function oneSlash(text: string): string {
  const end = text.search(/[?#]|$/)
  return text.slice(0, end).replace(/\/{2,}/g, '/') + text.slice(end)
}

/** `null`: a value that is no part of a host's name. */
function fillHost(host: string, values: Values): string | null {
  const filled = fillPlaceholders(host, values)
  return filled === host || /^[\w.-]+(?::\d+)?$/.test(filled) ? filled : null
}
