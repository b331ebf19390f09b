import type { Mistake } from '../mistake.ts'
import { isMethod, type RouteName } from './name.ts'
import { parsePattern, renderPattern } from './pattern.ts'
import type { Route, Variant } from './route.ts'

/** A file whose name says that it is a route. */
export interface RouteFile {
  /** In its source. */
  readonly path: string
  readonly name: RouteName
}

/** Statuses that carry no content: RFC 9110 §15. */
const bodiless = new Set([204, 205, 304])

/** Groups route files into routes, one for each method and pattern. */
export function compileRoutes(
  files: readonly RouteFile[],
  before: readonly Mistake[] = [],
): { routes: Route[]; mistakes: Mistake[] } {
  const mistakes = [...before]
  const routes = new Map<string, Route & { variants: Variant[] }>()

  for (const { path, name } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const unready = notYet(name)
    if (unready !== null) {
      mistakes.push({ file: path, message: unready })
      continue
    }
    try {
      const segments = parsePattern(path.split('/').slice(0, -1), name.base)
      const pattern = renderPattern(segments)
      const key = `${name.word} ${shapeOf(pattern)}`
      const variant = { file: path, status: name.status ?? 200 }
      const route = routes.get(key)
      if (route !== undefined) {
        mistakes.push({ file: path, message: `it answers the same as ${route.variants[0]!.file}` })
        continue
      }
      routes.set(key, { method: name.word, pattern, segments, variants: [variant] })
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      mistakes.push({ file: path, message: error.message })
    }
  }
  return { routes: [...routes.values()], mistakes }
}

/** Why a route file does not answer today; `null`: it does. */
function notYet({ word, variants, extension }: RouteName): string | null {
  if (!isMethod(word)) return `${word} routes are not answered yet`
  if (/^m?[jt]s$/.test(extension)) return 'code routes are not run yet'
  return variants.length > 0 ? 'variants are not chosen yet' : null
}

/** Patterns that fit the same paths have one shape: `/a/[id]` and `/a/[name]`. */
function shapeOf(pattern: string): string {
  return pattern.replace(/\[(\[?\.*)[\w-]+(\]?)\](?=\/|$)/g, '[$1$2]')
}

export function hasNoContent(status: number): boolean {
  return bodiless.has(status)
}
