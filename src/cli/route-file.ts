import { parseMockName } from '../core/mocks/names/name.ts'
import { parsePattern } from '../core/mocks/names/pattern.ts'
import { isMethod, methodWords } from '../core/mocks/names/words.ts'
import { hasNoContent } from '../core/mocks/route.ts'
import { UsageError } from './line/usage-error.ts'
import { printable } from './terminal.ts'

export interface RouteFileOptions {
  method: string
  /** `/api/users/:id`, `/files/*path`, `/search?q=owls`; `{id}` and `[id]` will do too. */
  path: string
  /** @default 200 */
  status?: number | undefined
  /** Of a hundred requests, how many get it. @default all */
  chance?: number | undefined
  /** Its place in a sequence, from 1. @default none */
  step?: number | undefined
}

/**
 * The name of the file that answers a method at a path.
 *
 * @throws {UsageError} for a path that no file name can say, or that would leave the folder
 */
export function routeFile({ method, path, status, chance, step }: RouteFileOptions): string {
  if (!isMethod(method)) {
    throw new UsageError(`"${method}" is no method: expected ${methodWords.join(' ')}`)
  }
  const [pathname = '', query] = splitAt(path, '?')
  expectPath(pathname)
  const names = pathname.replace(/^\//, '').split('/')
  if (names.at(-1) === '') names.pop()
  const segments = names.map((name) => segmentOf(name, path))
  const base = segments.pop() ?? 'index'
  const variants = [
    ...(query === undefined ? [] : [{ kind: 'query', text: query }]),
    ...(chance === undefined ? [] : [{ kind: 'weight', text: `${chance}%` }]),
    ...(step === undefined ? [] : [{ kind: 'step', text: String(step) }]),
  ]
  const extension = hasNoContent(status ?? 200) ? 'empty' : 'json'
  const middle = status === undefined ? method : `${method}.${status}`
  const name = `${base}${variants.map(({ text }) => `(${text})`).join('')}.${middle}.${extension}`
  expectMeant(name, segments, { path, base, kinds: variants.map(({ kind }) => kind).join() })
  return [...segments, name].join('/')
}

/** @throws {UsageError} for what is a file's name already, or holds what no request sends */
function expectPath(path: string): void {
  if (/^\w+\s+\//.test(path)) {
    throw new UsageError(`"${path}" is one word: expected two without quotes, add ${path}`)
  }
  if (/^\w+:\/\//.test(path)) {
    throw new UsageError(`cannot add "${path}": expected a path such as "/users", not a URL`)
  }
  const name = parseMockName(path.slice(path.lastIndexOf('/') + 1))
  if (name.kind === 'route') {
    throw new UsageError(
      `cannot add "${path}": expected a path such as "/users", not a file's name`,
    )
  }
  if (path.includes('#')) {
    throw new UsageError(`cannot add "${path}": no request has a "#" in its path; "%23" is sent`)
  }
}

/** `:id`, `{id}` => `[id]`, `*rest` => `[...rest]` */
function segmentOf(text: string, path: string): string {
  const name = decoded(text)
  const isName = name !== null && !/[/\\\0]/.test(name) && !/^\.|^$/.test(name)
  if (!isName || name === 'node_modules') {
    throw new UsageError(`cannot add "${path}": no route is found in "${printable(text)}"`)
  }
  const [, sign, parameter] = /^([:*]|\{(?=.*\}$))([A-Za-z_][\w-]*)\}?$/.exec(name) ?? []
  if (sign !== undefined) return sign === '*' ? `[...${parameter}]` : `[${parameter}]`
  if (/^[:*]|[{}]/.test(name)) {
    throw new UsageError(`cannot add "${path}": expected a whole segment such as ":id" or "*rest"`)
  }
  return name
}

/** `null`: it cannot be decoded. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null // malformed percent-encoding
  }
}

function splitAt(text: string, mark: string): string[] {
  const at = text.indexOf(mark)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** Bytes of a name, at most: what file systems take. */
const MAX_NAME = 255

/** @throws {UsageError} when the name says anything else than was meant */
function expectMeant(
  name: string,
  folders: readonly string[],
  { path, base, kinds }: { path: string; base: string; kinds: string },
): void {
  const meaning = parseMockName(name)
  const isTooLong = [...folders, name].some((one) => Buffer.byteLength(one) > MAX_NAME)
  const isMeant = meaning.kind === 'route' && meaning.base === base
  const said = isMeant ? meaning.variants.map(({ kind }) => kind).join() : null
  if (isTooLong || name.includes('/') || said !== kinds) {
    const why = meaning.kind === 'near-miss' ? `: ${meaning.expected}` : ''
    throw new UsageError(`cannot add "${path}": no name of a file says that${why}`)
  }
  if (base === 'index' && path !== '/') {
    throw new UsageError(`cannot add "${path}": index is the folder itself, which is called by /`)
  }
  try {
    parsePattern(folders, base)
  } catch (error) {
    throw new UsageError(`cannot add "${path}": ${(error as Error).message}`, { cause: error })
  }
}
