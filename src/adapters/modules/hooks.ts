import module from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { RouteModule } from '../../core/mocks/code.ts'
import type { ModuleGraph } from './graph.ts'
import { type ModuleRuntime, moduleLoader } from './loader.ts'

/** Says in the URL of a module which loader it belongs to, and its version. */
const MARK = /[?&]webstand=(\d+)\.(\d+)$/

/** One loader: its modules, and which paths may be among them. */
interface Place {
  readonly graph: ModuleGraph
  readonly isOurs: (path: string) => boolean
}

const places: Place[] = []

/** Node and Deno keep every module by its URL: each version gets its own, also what it imports. */
const runtime: ModuleRuntime = {
  async load(path, graph, isOurs) {
    let id = places.findIndex((place) => place.graph === graph)
    if (id === -1) {
      if (places.length === 0) module.registerHooks({ resolve: resolveVersion })
      id = places.push({ graph, isOurs }) - 1
    }
    const url = marked(pathToFileURL(path).href, id, graph.learn(path))
    return (await import(url)) as RouteModule
  },
  forget(paths) {
    const { cache } = module.createRequire(import.meta.url)
    for (const path of paths) delete cache[path]
  },
}

/**
 * Loads the routes of a directory that are code, which is consent to run them:
 * `createApp({ source: diskFiles('mocks'), code: diskModules('mocks') })`. What has changed is loaded
 * again, with all that imports it.
 */
export const diskModules = moduleLoader(runtime)

interface ResolveContext {
  readonly parentURL?: string | undefined
  readonly conditions: readonly string[]
}

function resolveVersion<C extends ResolveContext, R extends { url: string }>(
  specifier: string,
  context: C,
  next: (specifier: string, context: C) => R,
): R {
  const { parentURL = '' } = context
  const importer = importerOf(parentURL)
  if (importer === null || MARK.test(specifier)) return next(specifier, context)
  const { id, path: importing } = importer
  const { graph, isOurs } = places[id]!
  const found = resolvedOrMissing(() => next(specifier, context))
  const path = filePath(found.value?.url ?? URL.parse(specifier, parentURL)?.href ?? '')
  const version = path !== null && isOurs(path) ? graph.learn(path, importing) : null
  if (found.value === undefined) throw found.error
  // What `require` finds has no version in its name: it is forgotten instead.
  if (version === null || context.conditions.includes('require')) return found.value
  return { ...found.value, url: marked(found.value.url, id, version) }
}

function resolvedOrMissing<T>(read: () => T): { value?: T; error?: unknown } {
  try {
    return { value: read() }
  } catch (error) {
    return { error } // it is thrown once its path is known, so that it is found when it comes
  }
}

/** The module of ours that imports another; `null`: it is not ours. */
function importerOf(url: string): { id: number; path: string } | null {
  const path = filePath(url)
  if (path === null) return null
  const marked = MARK.exec(url)
  const id = marked === null ? places.findIndex(({ graph }) => graph.has(path)) : Number(marked[1])
  return id === -1 ? null : { id, path }
}

/** `null`: no file. */
function filePath(url: string): string | null {
  return url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : null
}

function marked(url: string, id: number, version: number): string {
  return `${url}${url.includes('?') ? '&' : '?'}webstand=${id}.${version}`
}
