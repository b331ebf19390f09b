import { lstatSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { isMethod } from '../core/mocks/names/words.ts'
import type { Invocation } from './line/invocation.ts'
import { reasonOf, UsageError } from './line/usage-error.ts'
import { findWhat, sourceOf } from './line/what.ts'
import { makeFolder } from './make-folder.ts'
import { routeFile } from './route-file.ts'
import { renderMistakes } from './serve/banner.ts'
import { printable, terminal } from './terminal.ts'
import { parseYaml } from './yaml.ts'

/** Writes the file of a mock route, and prints its name. */
export async function add({ words, options, defaults, runtime }: Invocation): Promise<number> {
  const { folder = defaults[0] ?? '.', ...route } = parseRoute(words)
  expectNoFolder(route.path)
  const what = findWhat(folder)
  if (what.kind !== 'folder') throw new UsageError(`"${folder}" is no folder`)
  const { status, chance, step } = options
  const file = routeFile({ ...route, status, chance, step })
  write(what.path, file, contentOf(file))
  terminal(process.stdout).write(printable(file))

  const [{ readSite }, { diskFiles }] = await Promise.all([
    import('../core/site.ts'),
    runtime.adapter(),
  ])
  const site = await readSite(sourceOf([what], diskFiles), { parseYaml })
  const mistakes = site.mistakes.filter((mistake) => mistake.file === file)
  for (const line of renderMistakes({ ...site, mistakes })) terminal(process.stderr).write(line)
  return 0
}

/**
 * Reads `[METHOD] PATH [FOLDER]`.
 *
 * @throws {UsageError} when it is something else
 */
export function parseRoute(words: readonly string[]): {
  method: string
  path: string
  folder?: string | undefined
} {
  const [first = '', second = ''] = words
  const hasMethod = isMethod(first.toUpperCase()) || (/^\w+$/.test(first) && second.startsWith('/'))
  const [path, folder, ...others] = words.slice(hasMethod ? 1 : 0)
  if (path !== undefined && others.length === 0) {
    return { method: hasMethod ? first.toUpperCase() : 'GET', path, folder }
  }
  throw new UsageError("expected a method and a path: webstand add GET '/api/users/:id'")
}

/** @throws {UsageError} for the name of a folder that is here: it may be meant as one */
function expectNoFolder(path: string): void {
  if (path.startsWith('/') || !lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  const name = printable(path)
  throw new UsageError(
    `"${name}" is a folder: expected /${name} for its path, or a path before it: add GET /path ${name}`,
  )
}

/** What the file holds at first: the parameters of its path. */
function contentOf(file: string): string {
  if (file.endsWith('.empty')) return ''
  const names = [...file.matchAll(/(?:^|\/)\[(?:\.\.\.)?([\w-]+)\]/g)].map(([, name]) => name!)
  const pairs = names.map((name) => [name, `{{params.${name}}}`])
  return `${JSON.stringify(Object.fromEntries(pairs), null, 2)}\n`
}

/** Writes a new file below a folder, and through no link. */
function write(root: string, file: string, content: string): void {
  const path = join(root, file)
  const names = file.split('/').slice(0, -1)
  for (const [index] of names.entries()) {
    const folder = join(root, ...names.slice(0, index + 1))
    const stats = lstatSync(folder, { throwIfNoEntry: false })
    if (stats !== undefined && !stats.isDirectory()) {
      throw new UsageError(
        `cannot add "${file}": "${names.slice(0, index + 1).join('/')}" is no folder`,
      )
    }
  }
  try {
    makeFolder(dirname(path))
    writeFileSync(path, content, { flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EEXIST' ? 'it is there already' : reasonOf(error)
    throw new UsageError(`cannot add "${file}": ${why}`, { cause: error })
  }
}
