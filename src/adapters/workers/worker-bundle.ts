/**
 * What a Worker begins with: the package has it bundled, and a build copies it.
 *
 * @module
 */
export { worker } from './edge-worker.ts'
