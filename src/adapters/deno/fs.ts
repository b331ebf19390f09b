import * as nodeFs from 'node:fs'
import { platform } from 'node:process'
import type { DiskFs } from '../disk/disk.ts'

interface DenoStats {
  readonly isFile: boolean
  readonly isDirectory: boolean
  readonly isSymlink: boolean
  readonly size: number
  readonly mtime: Date | null
  readonly ctime: Date | null
  readonly dev: number
  readonly ino: number | null
  readonly mode: number | null
}

declare const Deno: { lstatSync(path: string): DenoStats }

/** `node:fs`, with a look at a file that takes a sixth of the time that its own takes on Deno. */
export const denoFs: DiskFs =
  platform === 'win32' ? nodeFs : { ...nodeFs, lstatSync: lstatSync as DiskFs['lstatSync'] }

function lstatSync(path: string, { throwIfNoEntry = true } = {}): Stats | undefined {
  try {
    return new Stats(Deno.lstatSync(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!throwIfNoEntry && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined
    throw error
  }
}

/** What of `Stats` a disk looks at. */
class Stats {
  readonly size: number
  readonly mtimeMs: number
  readonly ctimeMs: number
  readonly dev: number
  readonly ino: number
  readonly mode: number
  readonly #stats: DenoStats

  constructor(stats: DenoStats) {
    this.size = stats.size
    this.mtimeMs = stats.mtime?.getTime() ?? 0
    this.ctimeMs = stats.ctime?.getTime() ?? 0
    this.dev = stats.dev
    this.ino = stats.ino ?? 0
    this.mode = stats.mode ?? 0
    this.#stats = stats
  }

  isFile(): boolean {
    return this.#stats.isFile
  }

  isDirectory(): boolean {
    return this.#stats.isDirectory
  }

  isSymbolicLink(): boolean {
    return this.#stats.isSymlink
  }
}
