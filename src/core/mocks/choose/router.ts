import type { PatternSegment } from '../names/pattern.ts'
import type { Route } from '../route.ts'

/** A route whose pattern fits a path, and what its parameters are there. */
export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** The routes at one pattern, by method. */
interface Node {
  readonly literals: Map<string, Node>
  one: Node | null
  /** The routes that end in a rest parameter here. */
  rest: Route[]
  optionalRest: Route[]
  routes: Route[]
}

/** Finds the routes of a path, the most specific pattern first. */
export interface Router {
  /** Routes without parameters. */
  exact(segments: readonly string[]): Route[]
  /** Routes with parameters: one group for each pattern that fits, the most specific first. */
  matches(segments: readonly string[]): Match[][]
  /** Whether a path is in or below a folder that holds routes. */
  isBelow(segments: readonly string[]): boolean
}

export function createRouter(routes: readonly Route[]): Router {
  const root = createNode()
  const folders = new Set<string>()
  for (const route of routes) {
    place(root, route)
    for (const { file } of route.variants) folders.add(file.slice(0, file.lastIndexOf('/') + 1))
  }

  function exact(segments: readonly string[]): Route[] {
    let node: Node | undefined = root
    for (const name of segments) node = node?.literals.get(name)
    return node?.routes ?? []
  }

  function matches(segments: readonly string[]): Match[][] {
    return [...walk(root, segments, 0, [])].filter((group) => group.length > 0)
  }

  function isBelow(segments: readonly string[]): boolean {
    let folder = ''
    if (folders.has(folder)) return true
    return segments.some((name) => {
      folder += `${name}/`
      return folders.has(folder)
    })
  }

  return { exact, matches, isBelow }
}

function createNode(): Node {
  return { literals: new Map(), one: null, rest: [], optionalRest: [], routes: [] }
}

function place(root: Node, route: Route): void {
  let node = root
  for (const segment of route.segments) {
    if (segment.kind === 'rest') {
      const list = segment.isOptional ? node.optionalRest : node.rest
      list.push(route)
      return
    }
    node = segment.kind === 'one' ? oneOf(node) : literalOf(node, segment.text)
  }
  node.routes.push(route)
}

function oneOf(node: Node): Node {
  node.one ??= createNode()
  return node.one
}

function literalOf(node: Node, text: string): Node {
  const child = node.literals.get(text) ?? createNode()
  node.literals.set(text, child)
  return child
}

/** Literal before parameter before rest, at each segment from the left. */
function* walk(
  node: Node,
  segments: readonly string[],
  depth: number,
  values: string[],
): Generator<Match[]> {
  if (depth === segments.length) {
    if (values.length > 0) yield matched(node.routes, values)
    yield matched(node.optionalRest, [...values, ''])
    return
  }
  const name = segments[depth]!
  const literal = node.literals.get(name)
  if (literal !== undefined) yield* walk(literal, segments, depth + 1, values)
  if (node.one !== null) yield* walk(node.one, segments, depth + 1, [...values, name])
  const rest = segments.slice(depth).join('/')
  yield matched(node.rest, [...values, rest])
  yield matched(node.optionalRest, [...values, rest])
}

function matched(routes: readonly Route[], values: readonly string[]): Match[] {
  return routes.map((route) => ({ route, params: paramsOf(route.segments, values) }))
}

function paramsOf(
  segments: readonly PatternSegment[],
  values: readonly string[],
): Record<string, string> {
  const params: Record<string, string> = Object.create(null)
  let index = 0
  for (const segment of segments) {
    if (segment.kind !== 'literal') params[segment.name] = values[index++] ?? ''
  }
  return params
}
