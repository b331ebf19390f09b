/**
 * What a Worker that is only looked at has beside the others.
 *
 * @module
 */
export { previewLoader } from './preview-loader.ts'
export { previewWorker } from './preview-worker.ts'
