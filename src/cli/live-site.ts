import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Seen } from '../adapters/seen.ts'
import { currentTurn } from '../adapters/turn.ts'
import type { FolderWatch, WatchFolders } from '../adapters/watch.ts'
import type { FileSource } from '../core/files/source.ts'
import type { Changes } from '../core/inspect/events.ts'
import { parseMockName } from '../core/mocks/name.ts'
import { ruleFiles } from '../core/rules/read.ts'
import type { Site } from '../core/site.ts'
import { withLastGood } from './last-good.ts'

export interface LiveSiteOptions {
  source: FileSource
  /** The folders that are shown, absolute: the first that has a path answers. */
  roots: readonly string[]
  read: (source: FileSource) => Promise<Site>
  /** Tells what changes without a request. */
  watch: WatchFolders
  /** Is told of each reading after the first. */
  onChange?: (before: Site, after: Site) => void
}

/** Files that are looked at for every request, at most: of more of them only the watch tells. */
const MAX_FILES = 32

/** Milliseconds from a change until it is told, with those that come meanwhile. */
const PAUSE = 30

/** What folders mean, read again whenever that changes. */
export class LiveSite {
  readonly #options: LiveSiteOptions
  readonly #watch: FolderWatch
  readonly #listeners = new Set<() => void>()
  #site: Site | null = null
  #reading: Promise<Site> | null = null
  /** What was asked of the source when it was read, and how that looked: folders, and all else. */
  #folders = new Map<string, Seen[]>()
  #files = new Map<string, Seen[]>()
  #isOutdated = false
  /** The turn in which it was looked at last. */
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: LiveSiteOptions) {
    this.#options = options
    this.#watch = options.watch((path) => this.#hear(path))
  }

  /** The site as it is now; at once, as long as nothing has changed. */
  now(): Site | Promise<Site> {
    if (this.#site === null || this.#isOutdated) return this.#readAnew()
    const turn = currentTurn()
    if (turn !== 0 && turn === this.#turn) return this.#site
    if (this.#hasChanged()) return this.#readAnew()
    this.#turn = turn
    return this.#site
  }

  /** Looks whether the folders that could answer a path have changed; `true`: the site is another. */
  async refresh(path: readonly string[]): Promise<boolean> {
    if (!this.#isOutdated && !this.#foldersOf(path).some(isChanged)) return false
    await this.#readAnew()
    return true
  }

  /** Tells of every change of what is shown. */
  readonly changes: Changes = (listener) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#watch.close()
  }

  #hasChanged(): boolean {
    if (isChanged(this.#folders.get('') ?? [])) return true
    return this.#files.size <= MAX_FILES && [...this.#files.values()].some(isChanged)
  }

  /** A reading that has begun may have missed what has changed since: then another one follows. */
  #readAnew(): Promise<Site> {
    if (this.#reading !== null) {
      if (!this.#isOutdated) return this.#reading
      return this.#reading.then((site) => (this.#isOutdated ? this.#begin() : site))
    }
    return this.#begin()
  }

  #begin(): Promise<Site> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #read(): Promise<Site> {
    const { source, roots, read, onChange } = this.#options
    this.#isOutdated = false
    const folders = new Map<string, Seen[]>()
    const files = new Map<string, Seen[]>()
    const see = (path: string) => {
      const seen = roots.map((root) => new Seen(join(root, path)))
      const kind = path === '' || seen.some(({ isDirectory }) => isDirectory) ? folders : files
      kind.set(path, seen)
    }
    see('')
    const found = await read(recorded(source, see))
    const before = this.#site
    const site = before === null ? found : withLastGood(found, before)
    this.#site = site
    this.#folders = folders
    this.#files = files
    this.#watchAll()
    if (before !== null) {
      onChange?.(before, site)
      this.#tell()
    }
    return site
  }

  #watchAll(): void {
    const { roots } = this.#options
    const paths = [...this.#folders].flatMap(([path, seen]) =>
      seen.flatMap(({ isDirectory }, index) => (isDirectory ? join(roots[index]!, path) : [])),
    )
    const isNew = this.#watch.set(paths).length > 0
    // What has changed before it was watched, nobody has told.
    if (isNew && [...this.#folders.values()].some(isChanged)) this.#outdate()
  }

  #hear(path: string): void {
    const { roots } = this.#options
    const name = basename(path)
    const isRule = ruleFiles.includes(name) && roots.some((root) => join(root, name) === path)
    const isRoute = parseMockName(name).kind !== 'static'
    if (isRule || isRoute || this.#isFolder(path)) this.#outdate()
    else this.#tellSoon()
  }

  /** Whether a path is a folder, or was one when the site was read. */
  #isFolder(path: string): boolean {
    const isKnown = this.#options.roots.some((root) => {
      const way = path.startsWith(root) ? path.slice(root.length + 1) : null
      return way !== null && this.#folders.has(way.replaceAll('\\', '/'))
    })
    return isKnown || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  }

  #outdate(): void {
    this.#isOutdated = true
    this.#tellSoon()
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      if (!this.#isOutdated) this.#tell()
      else this.#readAnew().catch(() => this.#tell()) // a request will meet the error again
    }, PAUSE)
    this.#timer.unref?.()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  /** The folders whose files could answer a path: by their names, or by a parameter. */
  #foldersOf(path: readonly string[]): Seen[][] {
    let level = ['']
    const found = [...level]
    for (const name of path) {
      level = level.flatMap((folder) => this.#childrenOf(folder, name))
      found.push(...level)
    }
    return found.map((folder) => this.#folders.get(folder) ?? [])
  }

  #childrenOf(folder: string, name: string): string[] {
    const way = folder === '' ? '' : `${folder}/`
    const exact = this.#folders.has(way + name) ? [way + name] : []
    return [...exact, ...(this.#parameters().get(folder) ?? [])]
  }

  #parametersOf: readonly [folders: Map<string, Seen[]>, found: Map<string, string[]>] | null = null

  /** The folders that are parameters, such as `[id]`, by the folder that they are in. */
  #parameters(): Map<string, string[]> {
    if (this.#parametersOf?.[0] === this.#folders) return this.#parametersOf[1]
    const paths = [...this.#folders.keys()].filter((path) => /(?:^|\/)\[[^/]+\]$/.test(path))
    const found = Map.groupBy(paths, (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)))
    this.#parametersOf = [this.#folders, found]
    return found
  }
}

function isChanged(seen: readonly Seen[]): boolean {
  return seen.some((one) => one.hasChanged())
}

/** The same source, which tells what it is asked for. */
function recorded(source: FileSource, onFind: (path: string) => void): FileSource {
  return {
    ...source,
    find(path) {
      onFind(path)
      return source.find(path)
    },
  }
}
