import type { FolderOptions } from '../../core/options.ts'
import type { Options } from './flags.ts'

/** What the flags say of how a folder is shown. */
export function showOptions({
  mocks,
  html,
  spa,
  listRoutes,
  cache,
  cors,
  isolate: isolated,
}: Options): FolderOptions {
  return { mocks, html, spa, routes: listRoutes ? 'listed' : 'local', cors, isolated, ...cache }
}
