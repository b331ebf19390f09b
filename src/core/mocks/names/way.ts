import type { Listed, Matters } from '../../files/source.ts'
import { type MockName, parseMockName } from './name.ts'
import { isMethod } from './words.ts'

/** What a reading has to look at for the answer to a path. */
export interface Way {
  /** The way on into a folder; `null`: nothing in it could answer. */
  into(folder: string): Way | null
  /** Whether a file of this name could answer. It is a look at how the name begins. */
  reaches(file: string): boolean
  /** What is enough to know of a folder. Absent: all of it. */
  readonly some?: Some
}

/** Some of the children of a folder. */
export interface Some {
  /** Whether what has this name may be needed, whatever it is. */
  readonly matters: Matters
  /** Whether those of them that there are will do: what is named like a route may be none. */
  suffices(children: readonly Listed[]): boolean
}

/** The way to every route. */
export const everyWay: Way = { into: () => everyWay, reaches: () => true }

/** The way to the routes that fit a path, and to one route of each folder that the path leads through. */
export function wayTo(path: readonly string[]): Way {
  return wayFrom(path, 0, true)
}

const PARAMETER = /^\[[^.[]/
const REST = /^\[+\.\.\./

/** A MOCK file may hold no route: then its folder has to have another one. */
function isSurelyRoute(name: MockName): boolean {
  return name.kind === 'route' && (isMethod(name.word) || name.word === 'ANY')
}

/** What may begin as a name of the path, parameters, and one route if there has to be one. */
function someOf(start: string, needsRoute: boolean): Some {
  let isRouteNamed = !needsRoute

  return {
    matters(name) {
      if (name.startsWith('[') || name.startsWith(start)) return true
      if (isRouteNamed) return false
      const parsed = parseMockName(name)
      isRouteNamed = isSurelyRoute(parsed)
      return parsed.kind === 'route'
    },
    suffices(children) {
      const isRoute = ({ name, kind }: Listed) =>
        kind === 'file' && isSurelyRoute(parseMockName(name))
      return !needsRoute || !isRouteNamed || children.some(isRoute)
    },
  }
}

/** The way from a folder `depth` names deep; `isLiteral`: the path names all of them. */
function wayFrom(path: readonly string[], depth: number, isLiteral: boolean): Way {
  const isLast = depth === path.length - 1
  let isRouteKnown = !isLiteral

  return {
    some: someOf(path[depth] ?? 'index', isLiteral),
    into(folder) {
      if (REST.test(folder)) return wayFrom(path, path.length, false)
      if (depth === path.length) return null
      if (folder === path[depth]) return wayFrom(path, depth + 1, isLiteral)
      return PARAMETER.test(folder) ? wayFrom(path, depth + 1, false) : null
    },
    reaches(file) {
      if (!isRouteKnown) {
        const name = parseMockName(file)
        isRouteKnown = isSurelyRoute(name)
        if (name.kind === 'route') return true
      }
      if (REST.test(file)) return true
      if (depth === path.length) return file.startsWith('index')
      return isLast && (file.startsWith(path[depth]!) || PARAMETER.test(file))
    },
  }
}
