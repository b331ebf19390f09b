import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Seen } from '../adapters/seen.ts'
import { currentTurn } from '../adapters/turn.ts'
import type { FolderWatch, WatchFolders } from '../adapters/watch.ts'
import { after } from '../core/after.ts'
import type { DirectoryEntry, FileSource, Listed } from '../core/files/source.ts'
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
  /** What each folder held that means something. */
  #names = new Map<string, string>()
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
    if (this.#haveFilesChanged()) return this.#readAnew()
    if (isChanged(this.#folders.get('') ?? [])) return this.#nowBelow([''])
    this.#turn = turn
    return this.#site
  }

  /** The site, once it is clear whether folders that look otherwise hold other routes. */
  async #nowBelow(folders: readonly string[]): Promise<Site> {
    for (const folder of folders) {
      if (!(await this.#isOther(folder))) continue
      this.#isOutdated = true
      return this.#readAnew()
    }
    return this.#site!
  }

  /** Whether what a folder holds for a site is not what it held: plain files may come and go. */
  async #isOther(folder: string): Promise<boolean> {
    const { source, roots } = this.#options
    const seen = roots.map((root) => new Seen(join(root, folder)))
    const names = await namesIn(source, folder)
    if (names !== this.#names.get(folder)) return true
    this.#folders.set(folder, seen)
    return false
  }

  /** Looks whether the folders that could answer a path hold something else. */
  async refresh(path: readonly string[]): Promise<void> {
    if (this.#isOutdated) await this.#readAnew()
    else {
      const changed = this.#foldersOf(path).filter((one) => isChanged(this.#folders.get(one) ?? []))
      if (changed.length > 0) await this.#nowBelow(changed)
    }
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

  #haveFilesChanged(): boolean {
    return this.#files.size <= MAX_FILES && [...this.#files.values()].some(isChanged)
  }

  /** A reading that has begun may have missed what has changed since: then another one follows. */
  #readAnew(): Promise<Site> {
    if (this.#reading !== null) {
      if (!this.#isOutdated) return this.#reading
      // Another one that waited may have begun the reading that follows.
      return this.#reading.then((site) =>
        this.#isOutdated ? this.#begin() : (this.#reading ?? this.#site ?? site),
      )
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
      // That a rules file has come, its folder says: it need not be looked for each time.
      const isAbsent = seen.every(({ exists }) => !exists)
      if (!isAbsent || path.includes('/')) kind.set(path, seen)
    }
    see('')
    const names = new Map<string, string>()
    const found = await read(recorded(source, see, (path, held) => names.set(path, held)))
    const before = this.#site
    const site = before === null ? found : withLastGood(found, before)
    this.#site = site
    this.#folders = folders
    this.#files = files
    this.#names = names
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
  #foldersOf(path: readonly string[]): string[] {
    let level = ['']
    const found = [...level]
    for (const name of path) {
      level = level.flatMap((folder) => this.#childrenOf(folder, name))
      found.push(...level)
    }
    return found
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

/** The same source, which tells what it is asked for, and what its folders hold. */
function recorded(
  source: FileSource,
  onFind: (path: string) => void,
  onList: (path: string, names: string) => void,
): FileSource {
  return {
    ...source,
    find(path) {
      onFind(path)
      return after(source.find(path), (entry) =>
        entry?.kind === 'directory' ? listed(entry, path, onList) : entry,
      )
    },
  }
}

function listed(
  directory: DirectoryEntry,
  path: string,
  onList: (path: string, names: string) => void,
): DirectoryEntry {
  return {
    kind: 'directory',
    name: directory.name,
    lastModified: directory.lastModified,
    describe: (names) => directory.describe(names),
    async *list() {
      const names: string[] = []
      for await (const batch of directory.list()) {
        names.push(...batch.flatMap((child) => meaningOf(path, child)))
        yield batch
      }
      onList(path, names.sort().join('/'))
    },
  }
}

/** What a folder holds that means something for a site. */
async function namesIn(source: FileSource, path: string): Promise<string> {
  const names: string[] = []
  const entry = await source.find(path)
  if (entry?.kind !== 'directory') return 'gone'
  for await (const batch of entry.list()) {
    names.push(...batch.flatMap((child) => meaningOf(path, child)))
  }
  return names.sort().join('/')
}

function meaningOf(folder: string, { name, kind }: Listed): string[] {
  if (kind === 'directory') return [`${name}\\`]
  const isRule = folder === '' && ruleFiles.includes(name)
  return isRule || parseMockName(name).kind !== 'static' ? [name] : []
}
