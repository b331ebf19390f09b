/**
 * What the bundle of a Worker holds: the package has it as one file, which a build copies.
 *
 * @module
 */
export { previewLoader } from './preview-loader.ts'
export { previewWorker } from './preview-worker.ts'
export { worker } from './workers.ts'
