import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Whether this runs from the package, where the bundle is a file, or from a clone. */
const isPackaged = !import.meta.url.endsWith('.ts')

let known: Promise<string> | undefined

/** The text of the module that exports `worker` and `previewWorker`, with all that it imports. */
export function workerBundle(): Promise<string> {
  known ??= isPackaged
    ? readFile(new URL('../worker.js', import.meta.url), 'utf8')
    : bundleWorker().then(({ text }) => text)
  return known
}

/** Bundles the Worker from its sources: only a clone has what that needs. */
export async function bundleWorker(): Promise<{ text: string; inputs: string[] }> {
  const { build, stop } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../adapters/worker-bundle.ts', import.meta.url))],
    bundle: true,
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
