import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Whether this runs from the package, where the bundle is a file, or from a clone. */
const isPackaged = !import.meta.url.endsWith('.ts')

let known: Promise<string> | undefined
let knownMarkdown: Promise<string> | undefined

/** The text of the module that exports `worker` and `previewWorker`, with all that it imports. */
export function workerBundle(): Promise<string> {
  known ??= isPackaged ? packaged('worker.js') : bundleWorker().then(({ text }) => text)
  return known
}

/** The text of the module that exports `renderMarkdown`: a Worker reads it when it has some. */
export function markdownBundle(): Promise<string> {
  knownMarkdown ??= isPackaged ? packaged('markdown.js') : bundleMarkdown().then(({ text }) => text)
  return knownMarkdown
}

function packaged(name: string): Promise<string> {
  return readFile(new URL(`../${name}`, import.meta.url), 'utf8')
}

/** Bundles the Worker from its sources: only a clone has what that needs. */
export function bundleWorker(): Promise<Bundle> {
  return bundle('../adapters/worker-bundle.ts')
}

/** The same of the renderer. */
export function bundleMarkdown(): Promise<Bundle> {
  return bundle('../adapters/markdown.ts')
}

interface Bundle {
  readonly text: string
  readonly inputs: string[]
}

async function bundle(entry: string): Promise<Bundle> {
  const { build, stop } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    // What is meant for browsers asks for a document.
    conditions: ['workerd', 'worker'],
    // A Worker is given its site: what reads one stays behind.
    external: ['./site.ts'],
    format: 'esm',
    target: 'es2024',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  await stop()
  return { text: outputFiles[0]!.text, inputs: Object.keys(metafile.inputs) }
}
