import type { FolderRoutes, RouteRow } from '../listing/entries.ts'
import { type PatternSegment, renderSegment } from '../mocks/names/pattern.ts'
import { methodWords } from '../mocks/names/words.ts'
import type { Route, Variant } from '../mocks/route.ts'
import { encodeName } from '../path/encode.ts'

const known = new WeakMap<readonly Route[], Map<string, FolderRoutes>>()

/** The routes of a site as they are called, by the path of the folder that shows them. */
export function foldersOf(routes: readonly Route[]): Map<string, FolderRoutes> {
  const before = known.get(routes)
  if (before !== undefined) return before
  const answered = new Set(routes.flatMap((route) => answeredFolder(route) ?? []))
  const placed = Map.groupBy(routes, (route) => folderOf(route, answered))
  const folders = new Map(
    [...placed].map(([folder, found]) => {
      const rows = found.sort(inOrder).map((route) => rowOf(route, folder))
      return [folder, { rows, answered: childrenOf(folder, answered) }]
    }),
  )
  known.set(routes, folders)
  return folders
}

/** The folder that a route answers for, so that it has no listing; `null`: for none. */
function answeredFolder({ method, segments }: Route): string | null {
  if (method !== 'GET' && method !== 'ANY') return null
  const names: string[] = []
  for (const segment of segments) {
    if (segment.kind === 'literal') names.push(segment.text)
    else if (segment.kind === 'one' || !segment.isOptional) return null
  }
  return names.join('/') || null
}

/** The folder that shows a route: that of its file, or the nearest above that has a listing. */
function folderOf({ variants }: Route, answered: ReadonlySet<string>): string {
  const names = variants[0]!.file.split('/').slice(0, -1)
  const depth = names.findIndex((_, index) => answered.has(names.slice(0, index + 1).join('/')))
  return (depth === -1 ? names : names.slice(0, depth)).join('/')
}

function childrenOf(folder: string, answered: ReadonlySet<string>): Set<string> {
  const parts = [...answered].map((path) => {
    const end = path.lastIndexOf('/')
    return { parent: path.slice(0, Math.max(end, 0)), name: path.slice(end + 1) }
  })
  return new Set(parts.filter(({ parent }) => parent === folder).map(({ name }) => name))
}

function rowOf({ method, pattern, segments, variants }: Route, folder: string): RouteRow {
  const { file } = variants[0]!
  const names = folder === '' ? [] : folder.split('/')
  return {
    type: 'route',
    method,
    path: pattern,
    href: relative(names, segments),
    hasParameters: segments.some(({ kind }) => kind !== 'literal'),
    answers: [...new Set(variants.map(answerOf))],
    file: folder === '' ? file : file.slice(folder.length + 1),
  }
}

function answerOf({ status, isCode }: Variant): string {
  return isCode ? 'code' : String(status)
}

/** A link from a folder to a pattern; a parameter stands as `[id]`, for whoever fills it in. */
function relative(folder: readonly string[], segments: readonly PatternSegment[]): string {
  const isShared = (name: string, depth: number) => {
    const segment = segments[depth]
    return segment?.kind === 'literal' && segment.text === name
  }
  const differs = folder.findIndex((name, depth) => !isShared(name, depth))
  const shared = differs === -1 ? folder.length : differs
  const up = '../'.repeat(folder.length - shared) || './'
  return up + segments.slice(shared).map(hrefOf).join('/')
}

/** A literal as in a URL, a parameter as its author wrote it. */
function hrefOf(segment: PatternSegment): string {
  return segment.kind === 'literal' ? encodeName(segment.text) : renderSegment(segment)
}

const order: readonly string[] = methodWords

function inOrder(a: Route, b: Route): number {
  const byPath = a.pattern < b.pattern ? -1 : Number(a.pattern > b.pattern)
  return byPath || order.indexOf(a.method) - order.indexOf(b.method)
}
