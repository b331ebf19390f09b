import type { Mistake } from '../../mistake.ts'
import type { Condition } from '../choose/condition.ts'
import { hasNoContent, type Route, type Variant } from '../route.ts'
import type { RouteName, VariantName } from './name.ts'
import { type PatternSegment, parsePattern, renderPattern, renderSegment } from './pattern.ts'
import { areSame, oddities } from './variants.ts'
import { isMethod } from './words.ts'

/** What is said of a route that is code while there is no consent. */
export const CODE_IS_OFF = 'code is not run without --allow-code: it answers 403'

/** A file whose name says that it is a route. */
export interface RouteFile {
  /** In its source. */
  readonly path: string
  readonly name: RouteName
  /** What it lists, where it is a MOCK file. */
  readonly entries?: readonly MockEntry[]
}

/** One answer that a file gives, and for which method. */
export interface MockEntry {
  readonly method: string
  readonly variant: Variant
  /** Where a file lists it. */
  readonly line?: number | undefined
}

interface OpenRoute extends Route {
  readonly variants: Variant[]
}

export interface CompileOptions {
  /** What was wrong before. */
  readonly mistakes: readonly Mistake[]
  /** Whether routes that are code may run. */
  readonly code: boolean
}

/** Groups route files into routes, one for each method and pattern. */
export function compileRoutes(
  files: readonly RouteFile[],
  { mistakes: before, code }: CompileOptions,
): { routes: Route[]; mistakes: Mistake[] } {
  const mistakes = [...before]
  const routes = new Map<string, OpenRoute>()
  const report = (file: string, message: string, line?: number) =>
    mistakes.push({ file, ...(line !== undefined && { line }), message })

  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const { path, name, entries } = file
    if (!isAnswered(name)) {
      report(path, `${name.word} routes are not answered yet`)
      continue
    }
    const segments = segmentsOf(path, name, report)
    if (segments === null) continue
    for (const { method, variant, line } of entries ?? [cannedEntry(path, name)]) {
      const problem = place(routes, segments, method, variant)
      if (problem !== null) report(path, problem, line)
    }
    if (isCode(name) && !code) report(path, CODE_IS_OFF)
  }
  for (const route of routes.values()) mistakes.push(...oddities(route))
  mistakes.sort((a, b) => Number(a.file > b.file) - Number(a.file < b.file))
  return { routes: [...routes.values()], mistakes }
}

function isAnswered({ word }: RouteName): boolean {
  return isMethod(word) || word === 'ANY' || word === 'MOCK'
}

function isCode({ word, extension }: RouteName): boolean {
  return word !== 'MOCK' && /^m?[jt]s$/.test(extension)
}

function segmentsOf(
  path: string,
  name: RouteName,
  report: (file: string, message: string) => void,
): PatternSegment[] | null {
  try {
    return parsePattern(path.split('/').slice(0, -1), name.base)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    report(path, error.message)
    return null
  }
}

/** What the name of a canned file says. */
function cannedEntry(file: string, name: RouteName): MockEntry {
  const status = name.status ?? 200
  const isEmpty = name.extension === 'empty' || hasNoContent(status)
  return {
    method: name.word,
    variant: {
      file,
      status,
      ...Object.assign({}, ...name.variants.map(fieldsOf)),
      ...(name.variants.some(({ kind }) => kind === 'query') && { when: queryOf(name.variants) }),
      ...(isCode(name) && { isCode: true }),
      ...(isEmpty && { content: { kind: 'none' } }),
    },
  }
}

function fieldsOf(variant: VariantName): Partial<Variant> {
  if (variant.kind === 'step') return { step: variant.step }
  if (variant.kind === 'weight') return { weight: variant.percent }
  if (variant.kind === 'name') return { name: variant.name }
  return variant.kind === 'default' ? { isDefault: true } : {}
}

function queryOf(variants: readonly VariantName[]): Condition[] {
  return variants.flatMap((variant) =>
    variant.kind === 'query'
      ? variant.query.map(([name, is]) => ({ in: 'query' as const, name, is }))
      : [],
  )
}

/** Adds a variant to its route. Returns what is wrong, when it could never answer. */
function place(
  routes: Map<string, OpenRoute>,
  segments: readonly PatternSegment[],
  method: string,
  variant: Variant,
): string | null {
  const pattern = renderPattern(segments)
  const key = `${method} ${shapeOf(segments)}`
  const known = routes.get(key)
  if (known === undefined) {
    routes.set(key, { method, pattern, segments, variants: [variant] })
    return null
  }
  if (known.pattern !== pattern) {
    return `expected the names of ${known.pattern}, which ${known.variants[0]!.file} has given`
  }
  const same = known.variants.find((other) => areSame(other, variant))
  if (same === undefined) {
    known.variants.push(variant)
    return null
  }
  if (same.file === variant.file) return 'it says the same as an answer above it'
  return variant.isDefault
    ? `expected one default: ${same.file} is the default already`
    : `it answers the same as ${same.file}, which comes first`
}

/** Patterns that fit the same paths have one shape: `/a/[id]` and `/a/[name]`. */
function shapeOf(segments: readonly PatternSegment[]): string {
  const shapes = segments.map((segment) =>
    segment.kind === 'literal' ? segment.text : renderSegment({ ...segment, name: '' }),
  )
  return `/${shapes.join('/')}`
}
