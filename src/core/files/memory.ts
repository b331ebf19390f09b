import { isHiddenPath } from './hidden.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource } from './source.ts'

/** The content of a file in memory: text, bytes, or either with the date of its last change. */
export type MemoryFile =
  | string
  | Uint8Array
  | { content: string | Uint8Array; lastModified: number }

export interface MemoryFilesOptions {
  /** Show files and folders whose name begins with a dot. @default false */
  dotfiles?: boolean
}

const encoder = new TextEncoder()

/** The date of a file in memory that says none: 2020-01-01. */
const LAST_MODIFIED = 1_577_836_800_000

/**
 * Files in memory, by their path.
 *
 * @throws {TypeError} when a path is empty, absolute, or goes up
 * @example
 * ```ts
 * const source = memoryFiles({ 'docs/a.txt': 'hello', 'b.bin': new Uint8Array(3) })
 * const entry = await source.find('docs/a.txt')
 * entry.size // => 5
 * await source.find('docs/A.txt') // => null
 * ```
 */
export function memoryFiles(
  files: Record<string, MemoryFile>,
  { dotfiles = false }: MemoryFilesOptions = {},
): FileSource {
  const entries = new Map<string, Entry>([['', directory('')]])
  const children = new Map<string, Set<string>>([['', new Set()]])

  for (const [path, file] of Object.entries(files)) {
    const names = path.split('/')
    if (names.some((name) => name === '' || name === '.' || name === '..')) {
      throw new TypeError(`Cannot hold "${path}": expected a relative path such as "docs/a.txt"`)
    }
    if (!dotfiles && isHiddenPath(names)) continue
    for (let depth = 0; depth < names.length; depth++) {
      const at = names.slice(0, depth + 1).join('/')
      children.get(names.slice(0, depth).join('/'))?.add(names[depth]!)
      if (depth === names.length - 1) entries.set(at, memoryFile(names[depth]!, file))
      else if (!entries.has(at)) {
        entries.set(at, directory(at))
        children.set(at, new Set())
      }
    }
  }

  function directory(path: string): DirectoryEntry {
    const at = (name: string) => entries.get(path === '' ? name : `${path}/${name}`) ?? null
    return {
      kind: 'directory',
      name: path.slice(path.lastIndexOf('/') + 1),
      lastModified: LAST_MODIFIED,
      async *list() {
        const names = [...(children.get(path) ?? [])]
        yield names.map((name) => ({ name, kind: at(name)?.kind ?? 'file' }))
      },
      describe: async (names) => names.map(at),
    }
  }

  return { find: (path) => entries.get(path) ?? null }
}

function memoryFile(name: string, file: MemoryFile): FileEntry {
  const isPlain = typeof file === 'string' || file instanceof Uint8Array
  const content = isPlain ? file : file.content
  const bytes = typeof content === 'string' ? encoder.encode(content) : new Uint8Array(content)
  return {
    kind: 'file',
    name,
    size: bytes.byteLength,
    lastModified: isPlain ? LAST_MODIFIED : Math.floor(file.lastModified),
    body: (start, end) => bytes.subarray(start, end),
  }
}
