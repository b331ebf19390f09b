import { resolve } from 'node:path'
import { diskFiles } from '../adapters/disk.ts'
import { modulesHere } from '../adapters/here.ts'
import { lookedAt } from '../adapters/seen/seen-site.ts'
import { parseYaml } from '../cli/yaml.ts'
import { type MemoryFile, memoryFiles } from '../core/files/memory.ts'
import type { FileSource } from '../core/files/source.ts'
import type { LoadModule, RouteHandler } from '../core/mocks/code.ts'
import { type ReadSiteOptions, readSite, type Site } from '../core/site.ts'

/** The content of a file: text, bytes, a value for JSON, or where the name is that of code, a function. */
// biome-ignore lint/suspicious/noExplicitAny: a handler may ask for the parameters that it knows
export type MockFile = string | Uint8Array | object | number | boolean | null | RouteHandler<any>

/** What a mock API answers from. */
export interface MockContents {
  readonly source: FileSource
  /** Loads the routes that are code; `undefined`: there is no consent for them. */
  readonly code: LoadModule | undefined
  /** What the files mean: those of a directory are read again where they have changed. */
  readonly look: () => Promise<Site>
}

/**
 * Holds files by their names, or the files of a directory.
 *
 * @throws {TypeError} when it is neither
 */
export async function contentsOf(
  files: string | Readonly<Record<string, MockFile>>,
  { mocks, code: allowsCode }: Pick<ReadSiteOptions, 'mocks' | 'code'>,
): Promise<MockContents> {
  const isDirectory = typeof files === 'string'
  const source = isDirectory ? diskFiles(files) : sourceOf(files ?? {})
  if (files == null || (isDirectory && (await source.find(''))?.kind !== 'directory')) {
    throw new TypeError(`Cannot mock "${files}": expected a directory, or an object of files`)
  }
  const code = isDirectory ? (allowsCode ? await modulesHere(files) : undefined) : modulesOf(files)
  const read = (from: FileSource) => readSite(from, { mocks, parseYaml, code: code !== undefined })
  if (isDirectory)
    return { source, code, look: lookedAt({ source, roots: [resolve(files)] }, read) }
  const site = read(source)
  return { source, code, look: () => site }
}

/** @throws {TypeError} for a function under a name that is no code, and a value that is no JSON */
function sourceOf(files: Readonly<Record<string, MockFile>>): FileSource {
  const contents = Object.entries(files).map(([name, file]) => [name, contentOf(name, file)])
  return memoryFiles(Object.fromEntries(contents) as Record<string, MemoryFile>)
}

function contentOf(name: string, file: MockFile): MemoryFile {
  if (typeof file === 'string' || file instanceof Uint8Array) return file
  if (file === undefined) throw new TypeError(`Cannot hold "${name}": expected what JSON can say`)
  if (typeof file !== 'function') return JSON.stringify(file)
  if (/\.m?[jt]s$/.test(name)) return ''
  throw new TypeError(`Cannot hold a function as "${name}": expected a name such as x.POST.ts`)
}

/** The functions are consent for themselves, and for no other code. */
function modulesOf(files: Readonly<Record<string, MockFile>>): LoadModule {
  return (name) => {
    const handler = files[name]
    if (typeof handler === 'function') return { default: handler }
    throw new Error(`Cannot run "${name}": expected a function instead of its source`)
  }
}
