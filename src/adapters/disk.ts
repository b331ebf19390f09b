import { resolve } from 'node:path'
import type { Entry, FileSource, Matters, Refusal } from '../core/files/source.ts'
import { DiskDirectory } from './disk/directory.ts'
import { type Child, Disk, type DiskFs } from './disk/disk.ts'
import { DiskFile } from './disk/file.ts'
import { Folder, type Found, isFound } from './disk/folder.ts'
import { namesOf } from './disk/names.ts'
import { type Asking, answerLater, Pace } from './disk/question.ts'
import { type Known, Recent } from './disk/recent.ts'
import { isSame, isSettled } from './disk/stats.ts'
import { currentTurn } from './turn.ts'

/** What of a directory is shown. */
export interface DiskFilesOptions {
  /** Show names that begin with a dot. @default false */
  dotfiles?: boolean
  /** Follow links that leave the folder. @default false */
  links?: boolean
  /** Absolute paths that are never shown, with their `-wal` and `-shm`. @default [] */
  hidden?: readonly string[]
  /** The disk itself. @default node:fs */
  fs?: DiskFs
  /** The children of a directory that matter, in batches. @default by opendir */
  children?: (path: string, matters?: Matters) => AsyncIterable<Child[]>
}

/** Bytes that something known takes, beside its path and its content. */
const OVERHEAD = 1024

/**
 * The files of a directory, which may be deleted and built again meanwhile.
 *
 * `find` gives `null` for what is not there, is no regular file, leaves the directory, or may not be
 * read; it throws where the disk itself fails.
 */
export function diskFiles(directory: string, options: DiskFilesOptions = {}): FileSource {
  const files = new DiskFiles(directory, options)
  return { find: (path) => files.find(path), refusal: (path) => files.refusal(path) }
}

class DiskFiles {
  readonly #disk: Disk
  readonly #folder: Folder
  readonly #pace = new Pace()
  readonly #recent = new Recent()

  constructor(directory: string, options: DiskFilesOptions) {
    const { dotfiles = false, links = false, hidden = [], fs, children } = options
    this.#disk = new Disk(fs, children)
    this.#folder = new Folder(resolve(directory), { dotfiles, links, hidden }, this.#disk)
  }

  find(path: string): Entry | null | Promise<Entry | null> {
    const known = this.#recent.get(path)
    if (known !== undefined && this.#isCurrent(known)) return known.entry

    const names = known?.names ?? namesOf(path)
    if (names === null || this.#folder.hides(names)) return null
    return this.#pace.answer(this.#look(path, names, known))
  }

  async refusal(path: string): Promise<Refusal | null> {
    const names = namesOf(path)
    const verdict = names === null ? null : await answerLater(this.#folder.judge(names))
    return isFound(verdict) ? null : verdict
  }

  /** Whether what is known was seen in this turn, or is seen again just now. */
  #isCurrent(known: Known): boolean {
    const turn = currentTurn()
    if (turn !== 0 && known.turn === turn) return true
    if (!isKeepable(known.found) || !this.#pace.isQuick) return false
    if (!this.#pace.timed(() => this.#isUnchanged(known))) return false
    known.turn = turn
    return true
  }

  #isUnchanged({ names, found }: Known): boolean {
    try {
      return (
        this.#disk.realpath(this.#folder.pathOf(names)).now() === found.real &&
        isSame(this.#disk.lstat(found.real).now(), found.stats)
      )
    } catch {
      return false // whatever it is, the closer look will say it
    }
  }

  *#look(path: string, names: string[], known?: Known): Asking<Entry | null> {
    const turn = currentTurn()
    const found = yield* this.#folder.judge(names)
    if (!isFound(found)) {
      this.#recent.delete(path)
      return null
    }
    const isKnown = known !== undefined && isSameFound(known.found, found)
    const current = isKnown ? known : this.#learn(path, names, found)
    if (currentTurn() === turn) current.turn = turn
    return current.entry
  }

  #learn(path: string, names: string[], found: Found): Known {
    const place = { disk: this.#disk, pace: this.#pace }
    const onKeep = (size: number) => this.#recent.grow(known, size)
    const entry =
      found.kind === 'file'
        ? new DiskFile(names.at(-1) ?? '', found, { ...place, onKeep })
        : new DiskDirectory(names, found, { ...place, folder: this.#folder })
    const known = { path, names, found, entry, turn: 0, weight: OVERHEAD, isUsed: false }
    this.#recent.set(known)
    return known
  }
}

function isSameFound(one: Found, other: Found): boolean {
  return one.real === other.real && isSame(one.stats, other.stats) && isKeepable(one)
}

/** A young file is found anew each time: its next state may look the same, and is another entry. */
function isKeepable({ kind, stats }: Found): boolean {
  return kind === 'directory' || isSettled(stats)
}
