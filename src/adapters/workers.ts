import { allParts } from '../core/steps/parts.ts'
import {
  type Build,
  type ReadBuild,
  type Worker,
  type WorkerOptions,
  workerWith,
} from './workers/worker-with.ts'

export type { AssetsBinding } from './workers/asset-body.ts'
export { assetFiles } from './workers/assets.ts'
export type { Manifest } from './workers/manifest.ts'
export type {
  Bindings,
  Build,
  ReadBuild,
  Worker,
  WorkerContext,
  WorkerOptions,
} from './workers/worker-with.ts'

/** Makes the default export of a Worker that shows what was built. */
export function worker(build: Build | ReadBuild, options: WorkerOptions = {}): Worker {
  return workerWith(allParts, build, options)
}
