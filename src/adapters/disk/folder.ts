import type { Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isHiddenPath } from '../../core/files/hidden.ts'
import type { Refusal } from '../../core/files/source.ts'
import { isInBuild } from './build-mark.ts'
import type { Disk } from './disk.ts'
import { isOwnPath, isWithin, namesBelow, otherSpellings } from './names.ts'
import { type Asking, ask } from './question.ts'
import { isReadableByAll, kindOf } from './stats.ts'

/** A file or a directory that may be shown. */
export interface Found {
  readonly kind: 'file' | 'directory'
  /** Where it really is: an absolute path without links. */
  readonly real: string
  readonly stats: Stats
  /** A file always is; of a directory that is not, no child can be known. */
  readonly isReadable: boolean
}

export interface FolderOptions {
  dotfiles: boolean
  links: boolean
  /** Absolute paths that are never shown, with their `-wal` and `-shm`. */
  hidden: readonly string[]
}

/** The codes that say: there is nothing of this name. Every other failure but `DENIED` surfaces. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])
/** The codes that say: it is not for us. */
const DENIED = new Set(['EACCES', 'EPERM'])

const HIDDEN: Refusal = { reason: 'hidden', flag: '--allow-hidden' }
const OUTSIDE: Refusal = { reason: 'a link that leaves the folder', flag: '--allow-links' }
const OWN: Refusal = { reason: "one of webstand's own files" }
const IRREGULAR: Refusal = { reason: 'not a regular file' }
const UNREADABLE: Refusal = { reason: 'unreadable' }

/** A directory of the disk, and what may be shown of it. */
export class Folder {
  readonly #directory: string
  readonly #options: FolderOptions
  readonly #disk: Disk

  constructor(directory: string, options: FolderOptions, disk: Disk) {
    this.#directory = directory
    this.#options = options
    this.#disk = disk
  }

  /** Where the names lead, before links are followed. */
  pathOf(names: readonly string[]): string {
    return join(this.#directory, ...names)
  }

  /** Whether the names alone say that nothing is shown. */
  hides(names: readonly string[]): boolean {
    return isOwnPath(names) || (!this.#options.dotfiles && isHiddenPath(names))
  }

  /** As `hides`, for a name in a folder that is shown. */
  hidesChild(names: readonly string[], name: string): boolean {
    // No name of our own begins with another letter, and none that is hidden.
    return /^[.w]/.test(name) && this.hides([...names, name])
  }

  /** What is at the names; or why it is not shown; `null`: nothing is there. */
  *judge(names: readonly string[]): Asking<Found | Refusal | null> {
    try {
      if ((yield* ask(this.#disk.lstatIfAny(this.pathOf(names)))) === undefined) return null
      const root = yield* ask(this.#disk.realpath(this.#directory))
      const plain = join(root, ...names)
      const real = yield* ask(this.#disk.realpath(plain))
      if (!(yield* this.#isExact(root, names, real))) return null
      const verdict = (yield* this.#refusal(root, names, real)) ?? (yield* this.#found(real))
      return isFound(verdict) && (yield* isInBuild(this.#disk, root, names, verdict))
        ? OWN
        : verdict
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      if (ABSENT.has(code)) return null
      if (DENIED.has(code)) return UNREADABLE
      throw error
    }
  }

  /**
   * Whether each name is spelled as the disk has it, code unit by code unit. Where the real path
   * is another, the names are walked: each is a link, or one that the disk folded.
   */
  *#isExact(root: string, names: readonly string[], real: string): Asking<boolean> {
    const isPlain = real === join(root, ...names)
    let at = root
    for (const name of names) {
      if (yield* this.folds(at, name)) return false
      const next = join(at, name)
      at = isPlain ? next : yield* ask(this.#disk.realpath(next))
      if (at !== next && !(yield* ask(this.#disk.lstat(next))).isSymbolicLink()) return false
    }
    return at === real
  }

  /**
   * Whether a directory gives a file for a name that it does not list.
   *
   * Most `realpath` say a name as the disk has it, but on Linux a mounted foreign disk is said as
   * it was asked. Such a disk also knows the name in another spelling.
   */
  *folds(directory: string, name: string): Asking<boolean> {
    for (const spelling of otherSpellings(name)) {
      const other = join(directory, spelling)
      if (!(yield* ask(this.#disk.exists(other)))) continue
      if ((yield* ask(this.#disk.realpath(other))) === join(directory, name)) continue
      return !(yield* ask(this.#disk.names(directory))).includes(name)
    }
    return false
  }

  *#refusal(root: string, names: readonly string[], real: string): Asking<Refusal | null> {
    const { dotfiles, links } = this.#options
    const isInside = isWithin(root, real)
    const below = isInside ? namesBelow(root, real) : []
    if (isOwnPath(names) || isOwnPath(below)) return OWN
    const places = yield* this.places()
    if (isAmong(places, join(root, ...names)) || isAmong(places, real)) return OWN
    if (!dotfiles && (isHiddenPath(names) || isHiddenPath(below))) return HIDDEN
    return isInside || links ? null : OUTSIDE
  }

  /** Where the paths that are hidden by an option are, and where they really are. */
  *places(): Asking<string[]> {
    const places: string[] = []
    for (const path of this.#options.hidden) {
      places.push(join(yield* this.#realIfAny(dirname(path)), basename(path)))
      places.push(yield* this.#realIfAny(path))
    }
    return places.flatMap((place) => [place, `${place}-wal`, `${place}-shm`])
  }

  *#realIfAny(path: string): Asking<string> {
    return (yield* ask(this.#disk.exists(path))) ? yield* ask(this.#disk.realpath(path)) : path
  }

  *#found(real: string): Asking<Found | Refusal> {
    const stats = yield* ask(this.#disk.lstat(real))
    const kind = kindOf(stats)
    if (kind === null) return IRREGULAR
    const isReadable = isReadableByAll(stats) || (yield* this.#isReadable(real, kind))
    return isReadable || kind === 'directory' ? { kind, real, stats, isReadable } : UNREADABLE
  }

  *#isReadable(real: string, kind: Found['kind']): Asking<boolean> {
    try {
      yield* ask(this.#disk.readable(real, kind))
      return true
    } catch (error) {
      if (DENIED.has((error as NodeJS.ErrnoException).code ?? '')) return false
      throw error
    }
  }
}

export function isFound(verdict: Found | Refusal | null): verdict is Found {
  return verdict !== null && 'real' in verdict
}

/** Whether a path is one of the places, or lies in one. */
export function isAmong(places: readonly string[], path: string): boolean {
  return places.some((place) => isWithin(place, path))
}

/** Whether a failure says that the file is not there, or not for us. */
export function isAbsence(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return ABSENT.has(code) || DENIED.has(code)
}
