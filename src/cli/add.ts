import { lstatSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { parseMockName } from '../core/mocks/names/name.ts'
import { parsePattern } from '../core/mocks/names/pattern.ts'
import { isMethod, methodWords } from '../core/mocks/names/words.ts'
import { hasNoContent } from '../core/mocks/route.ts'
import type { Invocation } from './line/invocation.ts'
import { reasonOf, UsageError } from './line/usage-error.ts'
import { findWhat, sourceOf } from './line/what.ts'
import { makeFolder } from './make-folder.ts'
import { renderMistakes } from './serve/banner.ts'
import { printable, terminal } from './terminal.ts'
import { parseYaml } from './yaml.ts'

/** Writes the file of a mock route, and prints its name. */
export async function add({ words, options, defaults, runtime }: Invocation): Promise<number> {
  const { folder = defaults[0] ?? '.', ...route } = parseRoute(words)
  expectNoFolder(route.path)
  const what = findWhat(folder)
  if (what.kind !== 'folder') throw new UsageError(`"${folder}" is no folder`)
  const { status, chance, step } = options
  const file = routeFile({ ...route, status, chance, step })
  write(what.path, file, contentOf(file))
  terminal(process.stdout).write(printable(file))

  const [{ readSite }, { diskFiles }] = await Promise.all([
    import('../core/site.ts'),
    runtime.adapter(),
  ])
  const site = await readSite(sourceOf([what], diskFiles), { parseYaml })
  const mistakes = site.mistakes.filter((mistake) => mistake.file === file)
  for (const line of renderMistakes({ ...site, mistakes })) terminal(process.stderr).write(line)
  return 0
}

/**
 * Reads `[METHOD] PATH [FOLDER]`.
 *
 * @throws {UsageError} when it is something else
 */
export function parseRoute(words: readonly string[]): {
  method: string
  path: string
  folder?: string | undefined
} {
  const [first = '', second = ''] = words
  const hasMethod = isMethod(first.toUpperCase()) || (/^\w+$/.test(first) && second.startsWith('/'))
  const [path, folder, ...others] = words.slice(hasMethod ? 1 : 0)
  if (path !== undefined && others.length === 0) {
    return { method: hasMethod ? first.toUpperCase() : 'GET', path, folder }
  }
  throw new UsageError("expected a method and a path: webstand add GET '/api/users/:id'")
}

/** @throws {UsageError} for the name of a folder that is here: it may be meant as one */
function expectNoFolder(path: string): void {
  if (path.startsWith('/') || !lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  const name = printable(path)
  throw new UsageError(
    `"${name}" is a folder: expected /${name} for its path, or a path before it: add GET /path ${name}`,
  )
}

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

/** What the file holds at first: the parameters of its path. */
function contentOf(file: string): string {
  if (file.endsWith('.empty')) return ''
  const names = [...file.matchAll(/(?:^|\/)\[(?:\.\.\.)?([\w-]+)\]/g)].map(([, name]) => name!)
  const pairs = names.map((name) => [name, `{{params.${name}}}`])
  return `${JSON.stringify(Object.fromEntries(pairs), null, 2)}\n`
}

/** Writes a new file below a folder, and through no link. */
function write(root: string, file: string, content: string): void {
  const path = join(root, file)
  const names = file.split('/').slice(0, -1)
  for (const [index] of names.entries()) {
    const folder = join(root, ...names.slice(0, index + 1))
    const stats = lstatSync(folder, { throwIfNoEntry: false })
    if (stats !== undefined && !stats.isDirectory()) {
      throw new UsageError(
        `cannot add "${file}": "${names.slice(0, index + 1).join('/')}" is no folder`,
      )
    }
  }
  try {
    makeFolder(dirname(path))
    writeFileSync(path, content, { flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EEXIST' ? 'it is there already' : reasonOf(error)
    throw new UsageError(`cannot add "${file}": ${why}`, { cause: error })
  }
}
