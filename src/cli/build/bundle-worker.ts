import { readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { BuildOptions, Metafile, Plugin } from 'esbuild'
import { type Part, parts, type WorkerBundle } from './worker-modules.ts'

/** A bundle, and the files that are in it, from the root of the clone. */
export interface Bundled<Output> {
  readonly output: Output
  readonly inputs: readonly string[]
}

const source = join(import.meta.dirname, '../..')

/** Modules that a Worker has beside these: each is an import of the file with that name. */
const besides: Plugin = {
  name: 'besides',
  setup({ onResolve }) {
    onResolve({ filter: /\/media-type-table\.ts$/ }, () => ({ path: './types.js', external: true }))
  },
}

const WORKER = 'adapters/workers/worker-bundle.ts'
const PREVIEW = 'adapters/workers/preview-bundle.ts'

/**
 * Each part asks for the whole Worker, though it has that already: what a part shares with the Worker
 * is then in one module, and not in one for every set of parts that need it.
 */
const onWorker: Plugin = {
  name: 'on-worker',
  setup({ onLoad }) {
    const paths = new Set([...parts, PREVIEW].map((path) => join(source, path)))
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!paths.has(path)) return null
      const text = await readFile(path, 'utf8')
      return { contents: `import ${JSON.stringify(join(source, WORKER))}\n${text}`, loader: 'ts' }
    })
  },
}

const options = {
  absWorkingDir: source,
  bundle: true,
  // What is meant for browsers asks for a document.
  conditions: ['workerd', 'worker'],
  // A Worker is given its site, and as assets what its pages look like and load.
  external: ['../site.ts', './client.ts', './theme.ts'],
  format: 'esm',
  target: 'es2024',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  // No page has it within itself: `</script` may stand as it is.
  supported: { 'inline-script': false },
  metafile: true,
  write: false,
  outdir: '/',
  logLevel: 'silent',
} as const satisfies BuildOptions

/** Bundles the Worker from its sources: only a clone has what that needs. */
export async function bundleWorker(): Promise<Bundled<WorkerBundle>> {
  const { build, stop } = await import('esbuild')
  const [worker, types] = await Promise.all([
    build({
      ...options,
      entryPoints: {
        worker: WORKER,
        preview: PREVIEW,
        ...Object.fromEntries(parts.map((path) => [basename(path, '.ts'), path])),
      },
      plugins: [besides, onWorker],
      splitting: true,
    }),
    build({ ...options, entryPoints: { types: 'core/http/media-type-table.ts' } }),
  ])
  await stop()
  const texts = new Map(worker.outputFiles.map(({ path, text }) => [basename(path), text]))
  const outputs = Object.entries(worker.metafile.outputs).map(([path, output]) => {
    return [basename(path), output] as const
  })
  const modules = outputs.map(([name, { imports }]) => {
    const atOnce = imports.filter(({ kind, external }) => kind === 'import-statement' && !external)
    return [name, { text: texts.get(name)!, imports: atOnce.map(({ path }) => basename(path)) }]
  })
  const output = {
    modules: Object.fromEntries(modules),
    parts: partsIn(outputs),
    types: types.outputFiles[0]!.text,
  }
  return { output, inputs: inputsOf(worker, types) }
}

/** The files of the parts. @throws {Error} when one is not known to those who choose them */
function partsIn(outputs: (readonly [string, Metafile['outputs'][string]])[]) {
  const late = outputs.flatMap(([name, { entryPoint = WORKER }]) =>
    entryPoint === WORKER || entryPoint === PREVIEW ? [] : [[entryPoint, name] as const],
  )
  const found = late.map(([path]) => path).sort()
  if (found.join() !== [...parts].sort().join()) {
    throw new Error(
      `Cannot bundle: expected the parts ${parts.join(', ')}, not ${found.join(', ')}`,
    )
  }
  return Object.fromEntries(late) as Record<Part, string>
}

/** The same of the renderer of Markdown, in one file. */
export async function bundleMarkdown(): Promise<Bundled<string>> {
  const { build, stop } = await import('esbuild')
  const result = await build({ ...options, entryPoints: ['adapters/markdown.ts'] })
  await stop()
  return { output: result.outputFiles[0]!.text, inputs: inputsOf(result) }
}

function inputsOf(...results: { metafile: Metafile }[]): string[] {
  const root = join(source, '..')
  return results.flatMap(({ metafile }) =>
    Object.keys(metafile.inputs).map((path) => relative(root, join(source, path))),
  )
}
