import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Locate } from '../../adapters/modules/loader.ts'
import type { Site } from '../../core/site.ts'
import { wranglerAbove } from '../edge/wrangler.ts'
import { UsageError } from '../line/usage-error.ts'

/** What is used of esbuild. */
type Esbuild = typeof import('esbuild')

/**
 * The text of a module that loads the routes of a site that are code, with all that they import.
 * They are read and not run. `null`: the site has none.
 *
 * @throws {UsageError} when one cannot be bundled, or nothing here can do it
 */
export async function bundleRoutes(site: Site, locate: Locate): Promise<string | null> {
  const variants = site.routes.flatMap((route) => route.variants)
  const files = [...new Set(variants.flatMap(({ file, isCode }) => (isCode ? file : [])))].sort()
  if (files.length === 0) return null
  const { build, stop } = await findEsbuild()
  const { outputFiles } = await build({
    stdin: { contents: await entryOf(files, locate), resolveDir: process.cwd() },
    bundle: true,
    // Modules of the runtime are there; those of Node are asked for by a flag.
    external: ['node:*', 'cloudflare:*'],
    conditions: ['workerd', 'worker'],
    format: 'esm',
    target: 'es2024',
    charset: 'utf8',
    // What a folder says of its types has no part in this.
    tsconfigRaw: {},
    write: false,
    logLevel: 'silent',
  }).catch((error: Error) => {
    throw new UsageError(`cannot bundle the routes: ${firstError(error.message)}`, { cause: error })
  })
  await stop()
  return outputFiles[0]!.text
}

/** A module whose default export loads the others by the names of their files. */
async function entryOf(files: readonly string[], locate: Locate): Promise<string> {
  const paths = await Promise.all(files.map((file) => locate(file)))
  const present = files.filter((_, index) => paths[index] !== null)
  const imports = paths
    .filter((path) => path !== null)
    .map((path, index) => `import * as route${index} from ${JSON.stringify(path)}`)
  const pairs = present.map((file, index) => `[${JSON.stringify(file)}, route${index}]`)
  return `${imports.join('\n')}
const routes = new Map([${pairs.join(', ')}])
export default (file) => routes.get(file)
`
}

/** The esbuild of webstand's clone, of the project, or of the project's wrangler. */
async function findEsbuild(): Promise<Esbuild> {
  const here = dirname(fileURLToPath(import.meta.url))
  const folders = [here, process.cwd()].flatMap((folder) => {
    const wrangler = wranglerAbove(folder)
    return wrangler === null ? folder : [folder, wrangler]
  })
  for (const folder of folders) {
    const path = resolveFrom(folder, 'esbuild')
    if (path !== null) return (await import(pathToFileURL(path).href)).default
  }
  throw new UsageError(
    'routes that are code need esbuild, which wrangler has: npm install --save-dev wrangler@4',
  )
}

function resolveFrom(folder: string, name: string): string | null {
  try {
    return createRequire(join(folder, 'x')).resolve(name)
  } catch {
    return null // it is not installed there
  }
}

/** `Build failed …`, then an error a line => the first of them: `a.GET.ts:1:14: Could not resolve "b"`. */
function firstError(message: string): string {
  const [title, first = title!] = message.split('\n')
  return first.replace(': ERROR: ', ': ')
}
