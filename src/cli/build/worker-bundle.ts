import { readFile } from 'node:fs/promises'
import type { WorkerBundle } from './worker-modules.ts'

/** Whether this runs from the package, where the bundle is a file, or from a clone. */
const isPackaged = !import.meta.url.endsWith('.ts')

let known: Promise<WorkerBundle> | undefined
let knownMarkdown: Promise<string> | undefined

/** The modules of a Worker. */
export function workerBundle(): Promise<WorkerBundle> {
  known ??= isPackaged ? packaged('worker.json').then(JSON.parse) : bundled('bundleWorker')
  return known
}

/** The text of the module that exports `renderMarkdown`. */
export function markdownBundle(): Promise<string> {
  knownMarkdown ??= isPackaged ? packaged('markdown.js') : bundled('bundleMarkdown')
  return knownMarkdown
}

function packaged(name: string): Promise<string> {
  return readFile(new URL(`../${name}`, import.meta.url), 'utf8')
}

async function bundled(what: 'bundleWorker'): Promise<WorkerBundle>
async function bundled(what: 'bundleMarkdown'): Promise<string>
async function bundled(what: 'bundleWorker' | 'bundleMarkdown'): Promise<unknown> {
  const bundlers = await import('./bundle-worker.ts')
  return (await bundlers[what]()).output
}
