import { parseMockName } from './name.ts'
import { isMethod } from './words.ts'

/** What a reading has to look at for the answer to a path. */
export interface Way {
  /** The way on into a folder; `null`: nothing in it could answer. */
  into(folder: string): Way | null
  /** Whether a file of this name could answer. It is a look at how the name begins. */
  reaches(file: string): boolean
}

/** The way to every route. */
export const everyWay: Way = { into: () => everyWay, reaches: () => true }

/** The way to the routes that fit a path, and to one route of each folder that the path leads through. */
export function wayTo(path: readonly string[]): Way {
  return wayFrom(path, 0, true)
}

const PARAMETER = /^\[[^.[]/
const REST = /^\[+\.\.\./

/** The way from a folder `depth` names deep; `isLiteral`: the path names all of them. */
function wayFrom(path: readonly string[], depth: number, isLiteral: boolean): Way {
  const isLast = depth === path.length - 1
  let isRouteKnown = !isLiteral

  return {
    into(folder) {
      if (REST.test(folder)) return wayFrom(path, path.length, false)
      if (depth === path.length) return null
      if (folder === path[depth]) return wayFrom(path, depth + 1, isLiteral)
      return PARAMETER.test(folder) ? wayFrom(path, depth + 1, false) : null
    },
    reaches(file) {
      if (!isRouteKnown) {
        const name = parseMockName(file)
        // A MOCK file may hold no route: then the folder has to have another one.
        isRouteKnown = name.kind === 'route' && (isMethod(name.word) || name.word === 'ANY')
        if (name.kind === 'route') return true
      }
      if (REST.test(file)) return true
      if (depth === path.length) return file.startsWith('index')
      return isLast && (file.startsWith(path[depth]!) || PARAMETER.test(file))
    },
  }
}
