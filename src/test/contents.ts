import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diskFiles } from '../adapters/disk.ts'
import { lookedAt } from '../adapters/seen/seen-site.ts'
import { modulesHere } from '../adapters/this-runtime.ts'
import { parseYaml } from '../cli/yaml.ts'
import { type MemoryFile, memoryFiles } from '../core/files/memory.ts'
import type { FileSource } from '../core/files/source.ts'
import type { LoadModule, RouteHandler, RouteModule } from '../core/mocks/code.ts'
import { type ReadSiteOptions, readSite, type Site } from '../core/site.ts'

/** The content of a file: text, bytes, a value for JSON, or where the name is that of code, a function, or several by method. */
// biome-ignore lint/suspicious/noExplicitAny: a handler may ask for the parameters that it knows
export type MockFile = string | Uint8Array | object | number | boolean | null | RouteHandler<any>

/** A directory, or files by their names. */
export type MockFiles = string | URL | Readonly<Record<string, MockFile>>

/** What a mock API answers from. */
export interface MockContents {
  readonly isDirectory: boolean
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
  files: MockFiles,
  { mocks, code: allowsCode }: Pick<ReadSiteOptions, 'mocks' | 'code'>,
): Promise<MockContents> {
  const directory = files instanceof URL ? fileURLToPath(files) : files
  const isDirectory = typeof directory === 'string'
  if (!(await isMockable(directory))) {
    throw new TypeError(`Cannot mock "${files}": expected a directory, or an object of files`)
  }
  const source = isDirectory ? diskFiles(directory) : sourceOf(directory)
  const code = !isDirectory
    ? modulesOf(directory)
    : allowsCode
      ? await modulesHere(directory)
      : undefined
  const read = (from: FileSource) => readSite(from, { mocks, parseYaml, code: code !== undefined })
  if (isDirectory) {
    const look = lookedAt({ source, roots: [resolve(directory)] }, read)
    return { isDirectory, source, code, look }
  }
  const site = read(source)
  return { isDirectory, source, code, look: () => site }
}

async function isMockable(files: unknown): Promise<boolean> {
  if (typeof files === 'object') return files !== null && !Array.isArray(files)
  if (typeof files !== 'string' || files === '') return false
  return (await diskFiles(files).find(''))?.kind === 'directory'
}

/** @throws {TypeError} for a function under a name that is no code, and a value that is no JSON */
function sourceOf(files: Readonly<Record<string, MockFile>>): FileSource {
  const contents = Object.entries(files).map(([name, file]) => [name, contentOf(name, file)])
  return memoryFiles(Object.fromEntries(contents) as Record<string, MemoryFile>)
}

function contentOf(name: string, file: MockFile): MemoryFile {
  if (typeof file === 'string' || file instanceof Uint8Array) return file
  if (isCode(name) && moduleOf(file) !== null) return ''
  if (typeof file === 'function') {
    throw new TypeError(`Cannot hold a function as "${name}": expected a name such as x.POST.ts`)
  }
  const json = jsonOrCause(file)
  if (typeof json === 'string' && !(json === '{}' && isSpecial(file))) return json
  const cause = typeof json === 'string' ? undefined : json
  throw new TypeError(`Cannot hold "${name}": expected what JSON can say`, cause)
}

/** Whether a value is a Map, a Blob or the like, of which JSON says nothing. */
function isSpecial(value: unknown): boolean {
  return Object.prototype.toString.call(value) !== '[object Object]'
}

function jsonOrCause(value: unknown): string | { cause: unknown } {
  try {
    return JSON.stringify(value) ?? { cause: `it is ${typeof value}` }
  } catch (cause) {
    return { cause }
  }
}

function isCode(name: string): boolean {
  return /\.m?[jt]s$/.test(name)
}

/** What a file of code would export; `null`: it is no code. */
function moduleOf(file: MockFile | undefined): RouteModule | null {
  if (typeof file === 'function') return { default: file }
  const isModule =
    typeof file === 'object' &&
    file !== null &&
    Object.values(file).some((one) => typeof one === 'function')
  return isModule ? (file as RouteModule) : null
}

/** The functions are consent for themselves, and for no other code. */
function modulesOf(files: Readonly<Record<string, MockFile>>): LoadModule {
  return (name) => {
    const module = moduleOf(files[name])
    if (module !== null) return module
    throw new Error(`Cannot run "${name}": expected a function instead of its source`)
  }
}
