import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RouteModule } from '../../core/mocks/code.ts'
import type { ModuleGraph } from './graph.ts'
import { type ModuleRuntime, moduleLoader } from './loader.ts'

/** What this uses of Bun. */
declare const Bun: {
  resolveSync(specifier: string, folder: string): string
  Transpiler: new (options: { loader: string }) => { scanImports(code: string): { path: string }[] }
}

/** Bun keeps every module by its path: those that have changed are taken out of what it keeps. */
const runtime: ModuleRuntime = {
  async load(path, graph, isOurs) {
    graph.learn(path)
    scan(path, graph, isOurs)
    return (await import(pathToFileURL(path).href)) as RouteModule
  },
  forget(paths) {
    const { cache } = createRequire(import.meta.url)
    for (const path of paths) delete cache[path]
  },
}

/**
 * Loads the routes of a directory that are code, which is consent to run them:
 * `createApp({ source: diskFiles('mocks'), code: diskModules('mocks') })`. What has changed is loaded
 * again, with all that imports it.
 */
export const diskModules = moduleLoader(runtime)

/** Tells the graph what a module imports, and what that does. */
function scan(from: string, graph: ModuleGraph, isOurs: (path: string) => boolean): void {
  const found = new Set([from])
  for (const importer of found) {
    for (const path of importsOf(importer)) {
      if (!isOurs(path)) continue
      graph.learn(path, importer)
      found.add(path)
    }
  }
}

const scanned = new Set(['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'])

function importsOf(path: string): string[] {
  const extension = extname(path)
  if (!scanned.has(extension)) return []
  try {
    const loader = extension.replace(/^\.[mc]/, '.').slice(1)
    const imports = new Bun.Transpiler({ loader }).scanImports(readFileSync(path, 'utf8'))
    return imports.map((one) => pathOf(one.path, dirname(path)))
  } catch {
    return [] // it is gone or cannot be parsed, which whoever loads it will say
  }
}

/** Where an import leads, or would lead if there were something. */
function pathOf(specifier: string, folder: string): string {
  try {
    return Bun.resolveSync(specifier, folder)
  } catch {
    return join(folder, specifier) // a file that may come yet
  }
}
