import type { Stats } from 'node:fs'
import type { DirectoryEntry, Entry, Listed, Matters } from '../../core/files/source.ts'
import { isBuild } from './build-mark.ts'
import type { Child, Disk } from './disk.ts'
import { DiskFile } from './file.ts'
import { type Folder, type Found, isAbsence, isAmong, isFound } from './folder.ts'
import { namesOf, otherSpellings, withSeparator } from './names.ts'
import { type Asking, answerLater, answerNow, ask, type Pace } from './question.ts'
import { isReadableByAll, kindOf } from './stats.ts'

/** How many names are looked at before others have their turn. */
const SLICE = 128
/** How many looks are under way at once while the disk is slow. */
const CONCURRENCY = 16

export interface DiskDirectoryOptions {
  disk: Disk
  pace: Pace
  folder: Folder
}

/** A directory of the disk, as it was found at some names. */
export class DiskDirectory implements DirectoryEntry {
  readonly kind = 'directory'
  readonly name: string
  readonly lastModified: number
  readonly identity: string
  readonly isReadable: boolean
  readonly #names: readonly string[]
  readonly #found: Found
  /** What the path of a child begins with. */
  readonly #prefix: string
  readonly #options: DiskDirectoryOptions

  constructor(names: readonly string[], found: Found, options: DiskDirectoryOptions) {
    this.name = names.at(-1) ?? ''
    this.lastModified = Math.floor(found.stats.mtimeMs)
    this.identity = `${found.stats.dev}:${found.stats.ino}`
    this.isReadable = found.isReadable
    this.#names = names
    this.#found = found
    this.#prefix = withSeparator(found.real)
    this.#options = options
  }

  async *list(matters?: Matters): AsyncIterable<Listed[]> {
    const { disk, pace, folder } = this.#options
    const { real } = this.#found
    try {
      if ((await pace.answer(ask(disk.realpath(real)))) !== real) return
      const places = await pace.answer(folder.places())
      let batches = 0
      for await (const children of disk.children(real, matters)) {
        if (batches++ > 0) await nextTurn()
        const batch: Listed[] = []
        for (const child of children) {
          if (!this.#isShown(child.name, places)) continue
          const shown = this.#kindOf(child)
          const kind = shown instanceof Promise ? await shown : shown
          if (kind !== null) batch.push({ name: child.name, kind })
        }
        yield batch
      }
    } catch (error) {
      if (!isAbsence(error)) throw error
    }
  }

  async describe(names: string[]): Promise<(Entry | null)[]> {
    const { pace, folder } = this.#options
    const places = await pace.answer(folder.places())
    const isPlain = await pace.answer(this.#isPlain(names))
    const look = (name: string) => this.#look(name, places, isPlain)

    const entries: (Entry | null)[] = []
    while (entries.length < names.length) {
      const at = entries.length
      if (pace.isQuick) {
        const slice = names.slice(at, at + SLICE)
        entries.push(...pace.timed(() => slice.map((name) => answerNow(look(name)))))
        await nextTurn()
      } else {
        const slice = names.slice(at, at + CONCURRENCY)
        entries.push(...(await Promise.all(slice.map((name) => answerLater(look(name))))))
      }
    }
    return entries
  }

  #isShown(name: string, places: readonly string[]): boolean {
    if (this.#options.folder.hidesChild(this.#names, name)) return false
    return places.length === 0 || !isAmong(places, this.#prefix + name)
  }

  /** A link is what it leads to, where it may be followed. */
  #kindOf({ name, kind }: Child): Shown | Promise<Shown> {
    if (kind === 'directory') return this.#unlessBuild(name)
    if (kind !== 'link') return kind === 'special' ? null : kind
    const found = this.#options.pace.answer(this.#judge(name))
    if (found instanceof Promise) return found.then((later) => later?.kind ?? null)
    return found?.kind ?? null
  }

  #unlessBuild(name: string): Shown | Promise<Shown> {
    const { pace, disk } = this.#options
    const isOurs = pace.answer(isBuild(disk, this.#prefix + name))
    if (isOurs instanceof Promise) return isOurs.then((later) => (later ? null : 'directory'))
    return isOurs ? null : 'directory'
  }

  /** Whether a name that can be looked at is exactly the name of what is there. */
  *#isPlain(names: readonly string[]): Asking<boolean> {
    const { disk } = this.#options
    const { real } = this.#found
    if ((yield* ask(disk.realpath(real))) !== real) return false
    for (const name of names) {
      const [spelling] = otherSpellings(name)
      if (spelling !== undefined) return !(yield* ask(disk.exists(this.#prefix + spelling)))
    }
    return true
  }

  *#look(name: string, places: readonly string[], isPlain: boolean): Asking<Entry | null> {
    if (namesOf(name)?.length !== 1 || !this.#isShown(name, places)) return null
    const isSure = isPlain && IS_ASCII.test(name)
    const found = (isSure ? yield* this.#plainFound(name) : null) ?? (yield* this.#judge(name))
    if (found === null) return null
    return found.kind === 'file'
      ? new DiskFile(name, found, this.#options)
      : new DiskDirectory([...this.#names, name], found, this.#options)
  }

  /** `null`: it takes a closer look, as a link does. */
  *#plainFound(name: string): Asking<Found | null> {
    const real = this.#prefix + name
    const stats = yield* this.#statsIfAny(real)
    const kind = stats === undefined ? null : kindOf(stats)
    if (stats === undefined || kind === null || !isReadableByAll(stats)) return null
    return { kind, real, stats, isReadable: true }
  }

  *#statsIfAny(path: string): Asking<Stats | undefined> {
    try {
      return yield* ask(this.#options.disk.lstatIfAny(path))
    } catch (error) {
      if (isAbsence(error)) return undefined
      throw error
    }
  }

  *#judge(name: string): Asking<Found | null> {
    const verdict = yield* this.#options.folder.judge([...this.#names, name])
    return isFound(verdict) ? verdict : null
  }
}

/** `null`: it is not shown. */
type Shown = Listed['kind'] | null

/** Other names may be composed in more than one way. */
const IS_ASCII = /^[\x20-\x7e]+$/

/** Lets other requests have their turn of the event loop. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
