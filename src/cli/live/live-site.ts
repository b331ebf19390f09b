import {
  readSeen,
  type SeenSite,
  type SitePlace,
  seeFolder,
} from '../../adapters/seen/seen-site.ts'
import { currentTurn } from '../../adapters/turn.ts'
import type { FolderWatch, WatchFolders } from '../../adapters/watch.ts'
import type { FileSource } from '../../core/files/source.ts'
import type { Changes } from '../../core/inspect/events.ts'
import type { Site } from '../../core/site.ts'
import { withLastGood } from './last-good.ts'
import { patientSource } from './patient-source.ts'

export interface LiveSiteOptions extends SitePlace {
  /** Reads all of a site, or no more than what could answer a path. */
  read: (source: FileSource, path?: readonly string[]) => Promise<Site>
  /** Tells what changes without a request. */
  watch: WatchFolders
  /** Is told of each reading after the first. */
  onChange?: (before: Site, after: Site) => void
}

/** Milliseconds from a change until it is told, with those that come meanwhile. */
const PAUSE = 30

/** Milliseconds that an answer to a path has to leave before all is read. */
const HEAD_START = 20

/** What folders mean, read again whenever that changes. */
export class LiveSite {
  readonly #options: LiveSiteOptions
  readonly #watch: FolderWatch
  readonly #listeners = new Set<() => void>()
  #seen: SeenSite | null = null
  #reading: Promise<Site> | null = null
  /** What has answered: the last reading, or what was read for single paths before the first. */
  #good: Site[] = []
  readonly #parts = new WeakMap<readonly string[], Promise<Site>>()
  #lastPart: Promise<void> = Promise.resolve()
  #isOutdated = false
  /** The turn in which it was looked at last. */
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #ahead: ReturnType<typeof setTimeout> | undefined

  constructor(options: LiveSiteOptions) {
    this.#options = options
    this.#watch = options.watch((path) => this.#hear(path))
  }

  /**
   * The site as it is now; at once, as long as nothing has changed. As long as it has never been
   * read, a path is answered from as much of it as that takes.
   */
  now(path?: readonly string[]): Site | Promise<Site> {
    const seen = this.#seen
    if (seen === null && path !== undefined) return this.#partFor(path)
    if (seen === null || this.#isOutdated) return this.#readAnew()
    const turn = currentTurn()
    if (turn !== 0 && turn === this.#turn) return seen.site
    if (seen.haveFilesChanged()) return this.#readAnew()
    if (seen.hasFolderChanged('')) return this.#nowBelow([''])
    this.#turn = turn
    return seen.site
  }

  /** The site, once it is clear whether folders that look otherwise hold other routes. */
  async #nowBelow(folders: readonly string[]): Promise<Site> {
    for (const folder of folders) {
      const found = await seeFolder(this.#options, folder)
      if (this.#seen!.isStill(folder, found)) continue
      this.#isOutdated = true
      return this.#readAnew()
    }
    return this.#seen!.site
  }

  /** Reads for one path at a time, until there is the whole. */
  #partFor(path: readonly string[]): Promise<Site> {
    const known = this.#parts.get(path)
    if (known !== undefined) return known
    const part = this.#lastPart.then(() =>
      this.#seen === null ? this.#readPart(path) : this.now(),
    )
    this.#parts.set(path, part)
    const readAhead = () => this.#readAhead()
    this.#lastPart = part.then(readAhead, readAhead)
    return part
  }

  /** Reads the whole once the answer has left. Who needs it will meet its error again. */
  #readAhead(): void {
    this.#ahead ??= setTimeout(() => {
      if (this.#seen === null) this.#readAnew().catch(() => {})
    }, HEAD_START)
  }

  async #readPart(path: readonly string[]): Promise<Site> {
    const { source, read } = this.#options
    const part = await read(source, path)
    if (part.routes.length > 0) this.#good.push(part)
    return part
  }

  /** Looks whether the folders that could answer a path hold something else. */
  async refresh(path: readonly string[]): Promise<void> {
    const seen = this.#seen
    if (this.#isOutdated || seen === null) {
      await this.#readAnew()
      return
    }
    const changed = seen.foldersOf(path).filter((folder) => seen.hasFolderChanged(folder))
    if (changed.length > 0) await this.#nowBelow(changed)
  }

  /** Tells of every change of what is shown. */
  readonly changes: Changes = (listener) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#ahead)
    this.#watch.close()
  }

  /** A reading that has begun may have missed what has changed since: then another one follows. */
  #readAnew(): Promise<Site> {
    if (this.#reading !== null) {
      if (!this.#isOutdated) return this.#reading
      // Another one that waited may have begun the reading that follows.
      return this.#reading.then((site) =>
        this.#isOutdated ? this.#begin() : (this.#reading ?? this.#seen?.site ?? site),
      )
    }
    return this.#begin()
  }

  #begin(): Promise<Site> {
    this.#reading ??= this.#read()
      .catch((error) => this.#keep(error))
      .finally(() => {
        this.#reading = null
      })
    return this.#reading
  }

  /** What could not be read is read again when it is asked for. */
  #keep(error: unknown): Site {
    this.#isOutdated = true
    if (this.#seen === null) throw error
    return this.#seen.site
  }

  async #read(): Promise<Site> {
    const { source, roots, read, onChange } = this.#options
    const before = this.#seen?.site
    this.#isOutdated = false
    const place = { source: patientSource(source, () => this.#lastPart), roots }
    const seen = await readSeen(place, async (recorded) =>
      this.#good.reduce(withLastGood, await read(recorded)),
    )
    this.#seen = seen
    this.#good = [seen.site]
    this.#follow(seen)
    if (before !== undefined) {
      onChange?.(before, seen.site)
      this.#tell()
    }
    return seen.site
  }

  #follow(seen: SeenSite): void {
    const isNew = this.#watch.set(seen.directories).length > 0
    // What has changed before it was watched, nobody has told.
    if (isNew && seen.haveFoldersChanged()) this.#outdate()
  }

  #hear(path: string): void {
    if (this.#seen?.dependsOn(path) ?? true) this.#outdate()
    else this.#tellSoon()
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
}
