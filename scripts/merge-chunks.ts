import { dirname, relative } from 'node:path/posix'
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from 'esbuild'

/** What was built with `splitting`, and is not written. */
interface Split {
  readonly outputFiles: readonly OutputFile[]
  readonly metafile: Metafile
}

/** What is merged: the chunks that these entry points need at once. */
export interface Merging {
  readonly start: readonly string[]
  /** Each chunk goes into the first of these files whose entry points need it too. */
  readonly groups: Readonly<Record<string, readonly string[]>>
}

/** Outputs by their paths, as the metafile has them: `dist/chunks/chunk-A.js`. */
type Outputs = Metafile['outputs']

/**
 * Merges the chunks that are read together, so that a start reads few files: to find and link one costs
 * a runtime half a millisecond. Resolves to the texts of all files by their paths.
 */
export async function mergeChunks(
  { outputFiles, metafile: { outputs } }: Split,
  merging: Merging,
  options: BuildOptions,
): Promise<Map<string, string>> {
  const texts = new Map(
    Object.keys(outputs).map((path) => [path, textOf(outputFiles, path)] as const),
  )
  const homes = homesOf(outputs, merging)
  const rest = Object.keys(outputs).filter((path) => !homes.has(path))
  const merged = new Map<string, string>()
  const write = async (path: string, entry: string) => {
    const plugins = [linked({ path, texts, homes, outputs })]
    const stdin = { contents: entry, resolveDir: '/', loader: 'js' as const }
    const minifyIdentifiers = isForeign(outputs[path])
    const result = await build({ ...options, minifyIdentifiers, stdin, plugins, write: false })
    merged.set(path, result.outputFiles[0]!.text)
  }
  for (const path of new Set(homes.values())) {
    const chunks = [...homes].flatMap(([chunk, home]) => (home === path ? [chunk] : []))
    await write(path, chunks.map((chunk) => exportsOf(outputs, chunk, true)).join(''))
  }
  for (const path of rest) await write(path, `export * from ${JSON.stringify(path)}\n`)
  return merged
}

/** Whether nothing in an output is ours, so that nobody looks for its names in a stack. */
function isForeign(output: Outputs[string] | undefined): boolean {
  const inputs = Object.keys(output?.inputs ?? {})
  return inputs.length > 0 && inputs.every((path) => path.startsWith('node_modules/'))
}

function textOf(files: readonly OutputFile[], path: string): string {
  return files.find((file) => file.path.endsWith(`/${path}`))!.text
}

/** Where each chunk goes: `dist/chunks/chunk-A.js` => `dist/chunks/core.js` */
function homesOf(outputs: Outputs, { start, groups }: Merging): Map<string, string> {
  const homes = new Map<string, string>()
  const readers = Object.entries(groups).map(([home, entries]) => {
    return [home, neededBy(outputs, entries)] as const
  })
  for (const path of neededBy(outputs, start)) {
    const home = readers.find(([, needed]) => needed.has(path))?.[0]
    if (home !== undefined && outputs[path]!.entryPoint === undefined) homes.set(path, home)
  }
  return homes
}

/** All outputs that these entry points need at once. */
function neededBy(outputs: Outputs, entries: readonly string[]): Set<string> {
  const needed = new Set<string>()
  const visit = (path: string): void => {
    if (needed.has(path)) return
    needed.add(path)
    for (const { path: target, kind, external } of outputs[path]!.imports) {
      if (kind === 'import-statement' && !external) visit(target)
    }
  }
  for (const [path, { entryPoint = '' }] of Object.entries(outputs)) {
    if (entries.includes(entryPoint)) visit(path)
  }
  return needed
}

/** Exports what a chunk does, under names that no other chunk of its group has; or the other way round. */
function exportsOf(outputs: Outputs, chunk: string, isHome: boolean, from = chunk): string {
  const number = Object.keys(outputs).indexOf(chunk).toString(36)
  const names = outputs[chunk]!.exports.map((name, index) => {
    const short = `_${number}_${index.toString(36)}`
    return isHome ? `${name} as ${short}` : `${short} as ${name}`
  })
  return `export { ${names.join(', ')} } from ${JSON.stringify(from)}\n`
}

interface Linking {
  /** The file that is written. */
  readonly path: string
  readonly texts: ReadonlyMap<string, string>
  readonly homes: ReadonlyMap<string, string>
  readonly outputs: Outputs
}

/** Leaves every import to other files, those of merged chunks to where they are now. */
function linked({ path, texts, homes, outputs }: Linking): Plugin {
  const way = (target: string) => relative(dirname(path), target).replace(/^(?!\.)/, './')
  return {
    name: 'linked',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^dist\// }, ({ path }) => ({ path, namespace: 'built' }))
      onResolve({ filter: /^\./, namespace: 'built' }, ({ path: name, importer, kind }) => {
        const target = new URL(name, `file:///${importer}`).pathname.slice(1)
        const home = homes.get(target)
        if (kind === 'dynamic-import' || home === undefined)
          return { path: relink(importer, name), external: true }
        return home === path
          ? { path: target, namespace: 'built' }
          : { path: target, namespace: 'moved' }
      })
      onResolve({ filter: /^\./, namespace: 'moved' }, ({ path }) => ({ path, external: true }))
      onLoad({ filter: /./, namespace: 'built' }, ({ path }) => ({ contents: texts.get(path)! }))
      onLoad({ filter: /./, namespace: 'moved' }, ({ path: chunk }) => ({
        contents: exportsOf(outputs, chunk, false, way(homes.get(chunk)!)),
      }))
    },
  }

  function relink(importer: string, name: string): string {
    return way(new URL(name, `file:///${importer}`).pathname.slice(1))
  }
}
