import type { FileSource, Listed, Matters } from '../../files/source.ts'
import type { Mistake } from '../../mistake.ts'
import { type ParseYaml, readMockFile } from '../mock-file/read.ts'
import type { RouteFile } from './compile.ts'
import { parseMockName } from './name.ts'
import { everyWay, type Way, wayTo } from './way.ts'

export interface FindRoutesOptions {
  /** Files and folders that are looked at, at most. @default 50_000 */
  maxEntries?: number | undefined
  /** Reads `MOCK.yaml`, and says the lines of mistakes. @default only MOCK.json is read */
  parseYaml?: ParseYaml | undefined
  /** Looks no further than for what could answer this path. @default for every route */
  path?: readonly string[] | undefined
}

/** The files of a source whose names are routes. */
export interface FoundRoutes {
  readonly files: readonly RouteFile[]
  readonly mistakes: readonly Mistake[]
  /** Whether the search ended at its bound. */
  readonly isTruncated: boolean
}

/** Finds the route files of a source, without `node_modules` and what is hidden. */
export async function findRoutes(
  source: FileSource,
  options: FindRoutesOptions,
): Promise<FoundRoutes> {
  const search = new Search(source, options)
  await search.run()
  return search
}

/** Folders that are listed at the same time. */
const TOGETHER = 16

/** A folder that is searched, and which of its names matter. */
interface Folder {
  readonly path: string
  readonly way: Way
}

class Search implements FoundRoutes {
  readonly files: RouteFile[] = []
  readonly mistakes: Mistake[] = []
  readonly #source: FileSource
  readonly #maxEntries: number
  readonly #parseYaml: ParseYaml | undefined
  readonly #folders: Folder[]
  #seen = 0

  constructor(source: FileSource, { maxEntries = 50_000, parseYaml, path }: FindRoutesOptions) {
    this.#source = source
    this.#maxEntries = maxEntries
    this.#parseYaml = parseYaml
    this.#folders = [{ path: '', way: path === undefined ? everyWay : wayTo(path) }]
  }

  get isTruncated(): boolean {
    return this.#seen > this.#maxEntries
  }

  async run(): Promise<void> {
    let next: Folder[]
    for (let at = 0; at < this.#folders.length; at += next.length) {
      next = this.#folders.slice(at, at + TOGETHER)
      const listed = await Promise.all(next.map((folder) => this.#list(folder)))
      for (const [index, children] of listed.entries()) {
        await this.#look(next[index]!, children)
        if (this.isTruncated) return
      }
    }
  }

  /** The children of a folder that the way may need. */
  async #list({ path, way }: Folder): Promise<Listed[]> {
    const { some } = way
    if (some === undefined) return this.#children(path)
    const children = await this.#children(path, some.matters)
    return some.suffices(children) ? children : this.#children(path)
  }

  /** The children of a folder, out of no more than one too many of them. */
  async #children(path: string, matters?: Matters): Promise<Listed[]> {
    const entry = await this.#source.find(path)
    const children: Listed[] = []
    let skipped = 0
    const counted = (name: string) => {
      const isNeeded = matters!(name)
      if (!isNeeded) skipped++
      return isNeeded
    }
    if (entry?.kind !== 'directory') return children
    try {
      for await (const batch of entry.list(matters && counted)) {
        children.push(...batch)
        if (skipped + children.length > this.#maxEntries) break
      }
    } catch (error) {
      // What a system says ends with where: `EIO: i/o error, scandir '/home/ada/site'`
      const reason = (error as Error).message.replace(/[,:] \w+ '.*$/s, '')
      const message = `it cannot be searched for routes: ${reason}`
      this.mistakes.push({ file: path || '.', message })
    }
    this.#seen += skipped
    return children
  }

  async #look({ path, way }: Folder, children: readonly Listed[]): Promise<void> {
    for (const { name, kind } of children) {
      if (++this.#seen > this.#maxEntries) return
      const child = path === '' ? name : `${path}/${name}`
      if (kind === 'directory') this.#follow(child, name === 'node_modules' ? null : way.into(name))
      else if (way.reaches(name)) await this.#read(child, name)
    }
  }

  #follow(path: string, way: Way | null): void {
    if (way !== null) this.#folders.push({ path, way })
  }

  /** Takes a file for what its name says. */
  #read(path: string, file: string): void | Promise<void> {
    const name = parseMockName(file)
    if (name.kind === 'near-miss') {
      this.mistakes.push({ file: path, message: `${name.expected}; it is not served` })
    } else if (name.kind === 'route') {
      if (name.word === 'MOCK') return this.#readList({ path, name })
      this.files.push({ path, name })
    }
  }

  async #readList(file: RouteFile): Promise<void> {
    const { entries, mistakes } = await readMockFile(this.#source, file.path, this.#parseYaml)
    this.files.push({ ...file, entries })
    this.mistakes.push(...mistakes)
  }
}
