import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Whether this runs from the package, where the bundle is a file, or from a clone. */
const isPackaged = !import.meta.url.endsWith('.ts')

/** The text of the module that exports `worker`, with all that it imports. */
export async function workerBundle(): Promise<string> {
  if (isPackaged) return readFile(new URL('../worker.js', import.meta.url), 'utf8')
  const { text } = await bundleWorker()
  return text
}

/** Bundles the Worker from its sources: only a clone has what that needs. */
export async function bundleWorker(): Promise<{ text: string; inputs: string[] }> {
  const { build } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../adapters/workers.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2024',
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  return { text: outputFiles[0]!.text, inputs: Object.keys(metafile.inputs) }
}
