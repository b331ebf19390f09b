import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { BUILD_MARK } from '../../adapters/disk/build-mark.ts'
import { reasonOf, UsageError } from '../line/usage-error.ts'
import { makeFolder } from '../make-folder.ts'

/** Git leaves a build alone. */
const IGNORE_FILE = '.gitignore'
const IGNORED = '# Written by webstand build; changes are lost.\n*\n'

/** Files that a build leaves as they are. */
const KEPT: ReadonlySet<string> = new Set([IGNORE_FILE, BUILD_MARK])

/** Where unfinished files are, with the id of the process that writes them. */
const SCRATCH = /^\.tmp-(\d+)-/

/** A folder that a build writes to. Whoever reads it finds each file whole, old or new. */
export interface OutDirectory {
  readonly assets: string
  /** For unfinished files: on the same disk, and empty. */
  readonly scratch: string
  /**
   * Replaces the files whose text differs, in this order, and removes the others. Resolves to whether
   * one did.
   */
  commit(files: Readonly<Record<string, string>>): Promise<boolean>
  /** Removes the scratch folder. */
  close(): Promise<void>
}

/** @throws {UsageError} when it holds something else, or cannot be written */
export async function openOut(path: string): Promise<OutDirectory> {
  await claim(path).catch((error) => {
    throw unwritable(path, error)
  })
  const assets = join(path, 'assets')
  makeFolder(assets)
  const scratch = await mkdtemp(join(path, `.tmp-${process.pid}-`))

  async function commit(files: Readonly<Record<string, string>>): Promise<boolean> {
    const changed: string[] = []
    for (const [name, text] of Object.entries(files)) {
      if ((await textOf(join(path, name))) === text) continue
      await writeFile(join(scratch, name), text)
      changed.push(name)
    }
    for (const name of changed) await rename(join(scratch, name), join(path, name))
    const entries = await readdir(path, { withFileTypes: true })
    const others = entries.filter(
      (one) => one.isFile() && !KEPT.has(one.name) && !(one.name in files),
    )
    for (const { name } of others) await rm(join(path, name))
    return changed.length > 0 || others.length > 0
  }

  return { assets, scratch, commit, close }

  /** What cannot be removed, as something is still written there, a later build removes. */
  function close(): Promise<void> {
    return rm(scratch, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }
}

/** Why a build could not be written, in a line; any other error as it is. */
export function unwritable(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  const why = code === 'EEXIST' ? 'it is no folder' : reasonOf(error)
  return new UsageError(`cannot build into "${path}": ${why}`, { cause: error })
}

/** Makes the folder, unless it is there, and empty or from another build. */
async function claim(path: string): Promise<void> {
  makeFolder(path)
  const names = await readdir(path)
  if (names.length > 0 && !names.includes(BUILD_MARK)) {
    throw new UsageError(
      `cannot build into "${path}": it holds something else; expected a new or empty folder`,
    )
  }
  // Before all else: another build may look at the same moment.
  await writeFile(join(path, BUILD_MARK), '')
  await writeFile(join(path, IGNORE_FILE), IGNORED)
  for (const name of names.filter(isAbandoned)) {
    await rm(join(path, name), { recursive: true, force: true })
  }
}

function isAbandoned(name: string): boolean {
  const pid = SCRATCH.exec(name)?.[1]
  return pid !== undefined && !isAlive(Number(pid))
}

/** Whether there is a process of this id. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The text of a file; `null`: there is none. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
