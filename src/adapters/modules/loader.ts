import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import type { LoadModule, RouteModule } from '../../core/mocks/code.ts'
import { ModuleGraph } from './graph.ts'

/** Finds where a file of a source is on the disk; `null`: nowhere. */
export type Locate = (file: string) => string | null | Promise<string | null>

/** Where modules are: below which directories, and how a file of the source is found there. */
export interface ModulePlace {
  readonly roots: readonly string[]
  readonly locate: Locate
}

/** What is told of routes that are code. */
export interface DiskModulesOptions {
  /** Is told of a file that has changed and cannot be loaded: its last good version answers. */
  onError?: (file: string, error: unknown) => void
}

/** How a runtime loads a module again. */
export interface ModuleRuntime {
  /** Loads a module as it is now, and tells the graph what it imports. */
  load(path: string, graph: ModuleGraph, isOurs: (path: string) => boolean): Promise<RouteModule>
  /** Forgets modules that have changed. */
  forget(paths: readonly string[]): void
}

interface Loaded {
  readonly version: number
  readonly module?: RouteModule
  readonly failure?: { readonly error: unknown }
}

/** Makes `diskModules` of a runtime. */
export function moduleLoader(runtime: ModuleRuntime) {
  return (
    where: string | ModulePlace,
    { onError = () => {} }: DiskModulesOptions = {},
  ): LoadModule => {
    const { roots, locate } = typeof where === 'string' ? placeOf(where) : where
    const isOurs = (path: string) => roots.some((root) => isBelow(root, path))
    const graph = new ModuleGraph()
    const known = new Map<string, Loaded>()
    let isFree: Promise<unknown> = Promise.resolve()

    /** One after the other: a module must not change while another is loaded that imports it. */
    async function load(file: string, path: string): Promise<RouteModule> {
      const before = known.get(path)
      const outdated = graph.refresh(path)
      runtime.forget(outdated)
      const version = graph.learn(path)
      if (before?.version !== version) await loadAnew(file, path, version, before)
      const { module, failure } = known.get(path)!
      if (module !== undefined) return module
      throw failure?.error
    }

    async function loadAnew(file: string, path: string, version: number, before?: Loaded) {
      try {
        known.set(path, { version, module: await runtime.load(path, graph, isOurs) })
      } catch (error) {
        known.set(path, { version, module: before?.module, failure: { error } })
        // A runtime that could not load it may not have said what it imports.
        learnImports(path, graph, isOurs)
        if (before?.module !== undefined) onError(file, error)
      }
    }

    return async (file) => {
      const found = await locate(file)
      if (found === null) throw new Error(`Cannot load "${file}": it is not there any more`)
      const path = realpathSync.native(found)
      const loading = isFree.then(() => load(file, path))
      isFree = loading.catch(() => {}) // whoever waits for it hears why
      return loading
    }
  }
}

/** A relative specifier, in a place where there may be an import. */
const IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.{1,2}\/[^'"\n]+)['"]/g

/** Tells the graph what seems to be imported by a module, and by what that imports. */
function learnImports(from: string, graph: ModuleGraph, isOurs: (path: string) => boolean): void {
  const found = new Set([from])
  for (const importer of found) {
    for (const [, specifier = ''] of textOf(importer).matchAll(IMPORT)) {
      const path = resolve(dirname(importer), specifier)
      if (!isOurs(path)) continue
      graph.learn(path, importer)
      found.add(path)
    }
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it is missing, or no file
  }
}

function placeOf(directory: string): ModulePlace {
  const root = realpathSync.native(resolve(directory))
  return { roots: [root], locate: (file) => join(root, file) }
}

function isBelow(root: string, path: string): boolean {
  const way = root.endsWith(sep) ? root : root + sep
  return path.startsWith(way) && !path.slice(way.length).split(sep).includes('node_modules')
}
