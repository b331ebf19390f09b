import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { makeFolder } from '../make-folder.ts'
import { isAlive } from './out-directory.ts'

/** Begins the name of each, with the id of the process that uses it. */
const OWNED = /^preview-(\d+)-/

/**
 * Makes a folder that is only for this process and its user, and gone when the process ends.
 *
 * It is in the cache of the user: the system's folder for temporary files is often memory, and what
 * is shown may be large. A process that was killed leaves its own; the next one removes it.
 */
export function privateDirectory(): string {
  const parent = cacheDirectory()
  for (const name of readdirSync(parent)) {
    const pid = OWNED.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(parent, name))
  }
  const path = mkdtempSync(join(parent, `preview-${process.pid}-`))
  process.on('exit', () => remove(path))
  return path
}

function cacheDirectory(): string {
  const path = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'webstand')
  try {
    makeFolder(path, 0o700)
    return path
  } catch {
    return tmpdir() // a home that cannot be written
  }
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 })
}
