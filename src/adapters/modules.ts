import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LoadModule, RouteModule } from '../core/mocks/code.ts'

/** Finds where a file of a source is on the disk; `null`: nowhere. */
export type Locate = (file: string) => string | null | Promise<string | null>

/**
 * Loads the routes of a directory that are code, which is consent to run them:
 * `createApp({ source: diskFiles('mocks'), code: diskModules('mocks') })`.
 */
export function diskModules(where: string | Locate): LoadModule {
  const locate = typeof where === 'string' ? (file: string) => join(where, file) : where
  return async (file) => {
    const path = await locate(file)
    if (path === null) throw new Error(`Cannot load "${file}": it is not there any more`)
    return (await import(pathToFileURL(path).href)) as RouteModule
  }
}
