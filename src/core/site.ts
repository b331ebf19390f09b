import type { FileSource } from './files/source.ts'
import type { Mistake } from './mistake.ts'
import { compileRoutes, type RouteFile } from './mocks/names/compile.ts'
import { type FindRoutesOptions, findRoutes } from './mocks/names/find.ts'
import type { RouteName } from './mocks/names/name.ts'
import { hasNoContent, type Route } from './mocks/route.ts'
import { readRules } from './rules/read.ts'
import type { Rules } from './rules/rules.ts'

/** What a folder means. It can be written as JSON. */
export interface Site extends Rules {
  readonly routes: readonly Route[]
  /** What a person wrote and webstand cannot use: the rest works all the same. */
  readonly mistakes: readonly Mistake[]
  /** Whether the walk ended at its bound, so that routes may be missing. */
  readonly isTruncated: boolean
}

/** How the names of a source are read. */
export interface ReadSiteOptions extends FindRoutesOptions {
  /** Whether names with a method word are routes. @default 'auto' */
  mocks?: 'auto' | 'never' | undefined
  /** Whether routes that are code may run; otherwise each of them is reported. @default false */
  code?: boolean
}

/**
 * Reads the rules files of a source, and what its names say. It throws for nothing that a file holds:
 * `mistakes` has the file, the line and what was expected.
 *
 * @example
 * ```ts
 * const files = { 'users/[id].GET.json': '{}', 'users.GET.json.bak': '' }
 * const { routes, mistakes } = await readSite(memoryFiles(files))
 * routes.map(({ method, pattern }) => `${method} ${pattern}`) // => ['GET /users/[id]']
 * mistakes.map(({ file }) => file) // => ['users.GET.json.bak']
 * ```
 */
export async function readSite(
  source: FileSource,
  { mocks = 'auto', code = false, ...options }: ReadSiteOptions = {},
): Promise<Site> {
  const { mistakes, ...rules } = await readRules(source)
  if (mocks === 'never') return { ...rules, routes: [], mistakes, isTruncated: false }
  const { files, mistakes: misnamed, isTruncated } = await findRoutes(source, options)
  mistakes.push(...misnamed)
  if (!isTruncated) mistakes.push(...(await unsentContent(source, files)))
  return { ...compileRoutes(files, { mistakes, code }), ...rules, isTruncated }
}

/** Files whose content no answer can have. */
async function unsentContent(source: FileSource, files: readonly RouteFile[]): Promise<Mistake[]> {
  const empty = files.filter(({ name }) => sendsNoContent(name))
  const found = await Promise.all(empty.map(({ path }) => source.find(path)))
  return empty.flatMap(({ path }, index) => {
    const file = found[index]
    const isEmpty = file?.kind !== 'file' || file.size === 0
    return isEmpty
      ? []
      : { file: path, message: 'expected an empty file: what is in it is not sent' }
  })
}

function sendsNoContent({ extension, status }: RouteName): boolean {
  return extension === 'empty' || hasNoContent(status ?? 200)
}
