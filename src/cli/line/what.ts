import {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import type { DiskModulesOptions, ModulePlace } from '../../adapters/modules/loader.ts'
import { overlay } from '../../core/files/overlay.ts'
import type { FileSource } from '../../core/files/source.ts'
import type { LoadModule } from '../../core/mocks/code.ts'
import { shorten } from '../width.ts'
import { parsePort } from './flag-values.ts'
import { commands } from './flags.ts'
import { nearest } from './nearest.ts'
import { oneFile } from './one-file.ts'
import { reasonOf, UsageError } from './usage-error.ts'

/** Makes the source of a folder; `dotfiles` shows names that begin with a dot. */
export type DiskFiles = (
  directory: string,
  options: { dotfiles?: boolean; links?: boolean },
) => FileSource

/** Makes what loads the routes that are code. */
export type DiskModules = (place: ModulePlace, options?: DiskModulesOptions) => LoadModule

/** What is to be shown: a folder, or one file. */
export interface What {
  readonly kind: 'folder' | 'file'
  /** As it was given: `dist`. */
  readonly name: string
  /** Absolute, and the way of any link is gone. */
  readonly path: string
}

/**
 * Takes the port out of the words of a command line: a bare number that names nothing on disk.
 *
 * @throws {UsageError} when there are two, or it is none
 */
export function splitPort(words: string[]): { names: string[]; port: number | undefined } {
  const isPort = (word: string) => /^\d+$/.test(word) && statOf(word) === null
  const [port, second] = words.filter(isPort)
  if (second !== undefined)
    throw new UsageError(`two ports, "${port}" and "${second}": expected one`)
  return {
    names: words.filter((word) => !isPort(word)),
    port: port === undefined ? undefined : parsePort(port),
  }
}

/** @throws {UsageError} for what is not there, cannot be read, or is neither a folder nor a file */
export function findWhat(name: string): What {
  const stats = statOf(name)
  if (stats === null) throw new UsageError(missing(name))
  if (!stats.isDirectory() && !stats.isFile()) {
    throw new UsageError(`"${name}" is neither a folder nor a file`)
  }
  try {
    // A folder that cannot be listed may have files that can be read.
    accessSync(name, stats.isDirectory() ? constants.X_OK : constants.R_OK)
  } catch (error) {
    throw new UsageError(`cannot read "${name}": ${reasonOf(error)}`, { cause: error })
  }
  return { kind: stats.isDirectory() ? 'folder' : 'file', name, path: placeIn(name, stats) }
}

/**
 * Where it is on the disk. A folder that was deleted while a shell stands in it is one still, and
 * what a runtime says of its path is an error, or another folder.
 */
function placeIn(name: string, { dev, ino }: Stats): string {
  try {
    const path = realpathSync(name)
    const found = statSync(path)
    if (found.dev === dev && found.ino === ino) return path
  } catch {
    // then it is not there either
  }
  throw new UsageError(`"${name}" was deleted: change to a folder that is there`)
}

/** Lays what is to be shown over each other: the first that has a path answers. */
export function sourceOf(
  whats: readonly What[],
  diskFiles: DiskFiles,
  { dotfiles = false, links = false }: { dotfiles?: boolean; links?: boolean } = {},
): FileSource {
  const sources = whats.map(({ kind, name, path }) => {
    if (kind === 'folder') return diskFiles(path, { dotfiles, links })
    // Whoever names a file wants it shown, whatever its name begins with.
    return oneFile(
      diskFiles(dirname(path), { dotfiles: true }),
      basename(path),
      basename(resolve(name)),
    )
  })
  return overlay(...sources)
}

/** Finds where a file of `sourceOf` the same folders is on the disk. */
export function placeOf(
  whats: readonly What[],
  diskFiles: DiskFiles,
  options: { dotfiles?: boolean; links?: boolean } = {},
): ModulePlace {
  const layers = whats
    .filter(({ kind }) => kind === 'folder')
    .map(({ path }) => ({ path, source: diskFiles(path, options) }))
  return {
    roots: layers.map(({ path }) => path),
    async locate(file) {
      for (const { path, source } of layers) {
        if ((await source.find(file))?.kind === 'file') return join(path, file)
      }
      return null
    },
  }
}

/** Characters of a name that a message says whole. */
const LONG = 80

/** What is shown, for a person: `./dist over ./mocks`; the home folder is `~`. */
export function renderWhats(whats: readonly What[], home = homedir()): string {
  return whats.map((what) => renderWhat(what, home)).join(' over ')
}

function renderWhat({ name, path }: What, home: string): string {
  if (name !== '.') return /^(?:[./~]|[A-Za-z]:)/.test(name) ? name : `./${name}`
  return path === home || path.startsWith(join(home, '/')) ? `~${path.slice(home.length)}` : path
}

function statOf(name: string): Stats | null {
  try {
    return statSync(name)
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return null
    throw new UsageError(`cannot read "${name}": ${reasonOf(error)}`, { cause: error })
  }
}

/** What says that nothing has a name. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'])

function missing(name: string): string {
  if (name === '') return 'expected a folder or a file, not an empty name; "." is this folder'
  const shown = shorten(name, LONG)
  if (isLink(name)) return `"${shown}" is a link that leads nowhere`
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(name)) {
    return `"${shown}" is a URL: expected a folder or a file; "." is this folder`
  }
  const place = isAbsolute(name) ? '' : ' here'
  return `no folder "${shown}"${place}${hintFor(name)}`
}

/** Flags whose dashes are forgotten. */
const DASHED = new Set(['help', 'version', 'port', 'host'])

function hintFor(name: string): string {
  if (DASHED.has(name)) return `; did you mean "--${name}"?`
  if (/^~(?:\/|$)/.test(name)) return '; where it is not quoted, the shell makes ~ your home folder'
  if (/[*?]/.test(name)) return '; nothing that is there fits the pattern'
  const slashed = name.replaceAll('\\', '/')
  const near = slashed !== name && statOf(slashed) !== null ? slashed : meant(name)
  if (near !== null) return `; did you mean "${near}"?`
  return /[/\\]/.test(name) ? '' : '; see webstand --help'
}

/** A neighbour or a command whose name is near; `null`: there is none. */
function meant(name: string): string | null {
  const folder = dirname(name)
  const others: readonly string[] = name.includes('/') ? [] : commands
  const near = nearest(basename(name), [
    ...neighbours(folder),
    ...others.filter((other) => other !== name),
  ])
  return near === null || others.includes(near) ? near : join(folder, near)
}

function isLink(name: string): boolean {
  try {
    return lstatSync(name).isSymbolicLink()
  } catch {
    return false // nothing has that name
  }
}

function neighbours(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return [] // nothing to suggest
  }
}
