import { resolve } from 'node:path'
import type { Entry, FileSource, Refusal } from '../core/files/source.ts'
import { DiskDirectory } from './disk/directory.ts'
import { type Child, Disk, type DiskFs } from './disk/disk.ts'
import { DiskFile } from './disk/file.ts'
import { Folder, type Found, isFound, isSame, isSettled } from './disk/folder.ts'
import { namesOf } from './disk/names.ts'
import { type Asking, answerLater, Pace } from './disk/question.ts'
import { type Known, Recent } from './disk/recent.ts'
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
  /** The children of a directory, in batches. @default by opendir */
  children?: (path: string) => AsyncIterable<Child[]>
}

/** Bytes of memory for what was found lately. */
const CAPACITY = 32 * 1024 * 1024
/** Bytes that something known takes, beside its path and its content. */
const OVERHEAD = 1024

/**
 * The files of a directory, which may be deleted and built again meanwhile.
 *
 * `find` gives `null` for what is not there, is no regular file, leaves the directory, or may not be
 * read; it throws where the disk itself fails.
 */
export function diskFiles(
  directory: string,
  { dotfiles = false, links = false, hidden = [], fs, children }: DiskFilesOptions = {},
): FileSource {
  const disk = new Disk(fs, children)
  const pace = new Pace()
  const recent = new Recent(CAPACITY)
  const folder = new Folder(resolve(directory), { dotfiles, links, hidden }, disk)

  function find(path: string): Entry | null | Promise<Entry | null> {
    const known = recent.get(path)
    if (known !== undefined && isCurrent(known)) return known.entry

    const names = known?.names ?? namesOf(path)
    if (names === null || folder.hides(names)) return null
    return pace.answer(look(path, names, known))
  }

  /** Whether what is known was seen in this turn, or is seen again just now. */
  function isCurrent(known: Known): boolean {
    const turn = currentTurn()
    if (turn !== 0 && known.turn === turn) return true
    if (!isKeepable(known.found) || !pace.isQuick) return false
    if (!pace.timed(() => isUnchanged(known))) return false
    known.turn = turn
    return true
  }

  function isUnchanged({ names, found }: Known): boolean {
    try {
      return (
        disk.realpath(folder.pathOf(names)).now() === found.real &&
        isSame(disk.lstat(found.real).now(), found.stats)
      )
    } catch {
      return false // whatever it is, the closer look will say it
    }
  }

  function* look(path: string, names: string[], known?: Known): Asking<Entry | null> {
    const turn = currentTurn()
    const found = yield* folder.judge(names)
    if (!isFound(found)) {
      recent.delete(path)
      return null
    }
    const current =
      known !== undefined && isSameFound(known.found, found) ? known : learn(path, names, found)
    if (currentTurn() === turn) current.turn = turn
    return current.entry
  }

  function learn(path: string, names: string[], found: Found): Known {
    const onKeep = (size: number) => recent.grow(known, size)
    const entry =
      found.kind === 'file'
        ? new DiskFile(names.at(-1) ?? '', found, { disk, pace, onKeep })
        : new DiskDirectory(names, found, { disk, pace, folder })
    const known = { path, names, found, entry, turn: 0, weight: OVERHEAD, isUsed: false }
    recent.set(known)
    return known
  }

  async function refusal(path: string): Promise<Refusal | null> {
    const names = namesOf(path)
    const verdict = names === null ? null : await answerLater(folder.judge(names))
    return isFound(verdict) ? null : verdict
  }

  return { find, refusal }
}

function isSameFound(one: Found, other: Found): boolean {
  return one.real === other.real && isSame(one.stats, other.stats) && isKeepable(one)
}

/** A young file is found anew each time: its next state may look the same, and is another entry. */
function isKeepable({ kind, stats }: Found): boolean {
  return kind === 'directory' || isSettled(stats)
}
