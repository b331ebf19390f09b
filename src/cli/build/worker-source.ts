import { readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import process from 'node:process'
import type { Locate } from '../../adapters/modules/loader.ts'
import type { FileSource } from '../../core/files/source.ts'
import type { Options } from '../line/flags.ts'
import { type DiskFiles, placeOf, sourceOf, type What } from '../line/what.ts'
import { workerName } from './worker-files.ts'

/** What a build reads, and how it is called. */
export interface WorkerSource {
  readonly source: FileSource
  /** The source with a folder at its root, where the root itself is a file. */
  readonly folder: FileSource
  /** Finds the routes that are code, with consent. */
  readonly code?: Locate
  /** What the Worker is called when nobody says it. */
  readonly name: string
}

export interface WorkerSourceOptions
  extends Pick<Options, 'allowHidden' | 'allowLinks' | 'allowCode'> {
  diskFiles: DiskFiles
}

export function workerSource(
  whats: readonly What[],
  { diskFiles, allowHidden: dotfiles, allowLinks: links, allowCode }: WorkerSourceOptions,
): WorkerSource {
  const source = sourceOf(whats, diskFiles, { dotfiles, links })
  const folders = whats.filter(({ kind }) => kind === 'folder')
  const files = whats.filter(({ kind }) => kind === 'file')
  const listed = folders.length === 0 ? null : sourceOf(folders, diskFiles, { dotfiles, links })
  return {
    source,
    folder: files.length === 0 ? source : withFiles(source, listed, files.map(fileName)),
    ...(allowCode && { code: placeOf(whats, diskFiles, { dotfiles, links }).locate }),
    name: workerName(projectName(whats[0]!)),
  }
}

/** A source with a folder at its root that lists what `listed` does, and files of their own. */
function withFiles(source: FileSource, listed: FileSource | null, files: string[]): FileSource {
  return {
    async find(path) {
      if (path !== '') return source.find(path)
      const root = await listed?.find('')
      const directory = root?.kind === 'directory' ? root : null
      return {
        kind: 'directory',
        name: '',
        lastModified: directory?.lastModified ?? 0,
        async *list() {
          yield files.map((name) => ({ name, kind: 'file' }))
          if (directory === null) return
          for await (const batch of directory.list()) {
            yield batch.filter(({ name }) => !files.includes(name))
          }
        },
        describe: (names) => Promise.all(names.map((name) => source.find(name))),
      }
    },
  }
}

/** The name that a file is shown at, which a link may have given it. */
function fileName({ name }: What): string {
  return basename(resolve(name))
}

function isBelow(folder: string, path: string): boolean {
  const [first] = relative(folder, path).split(sep)
  return first !== '' && first !== '..'
}

/** What the folder or the project is called: `dist` below this folder is a part of what is here. */
function projectName({ kind, path }: What): string {
  const here = process.cwd()
  if (path === here || isBelow(here, path)) return packageName(here) ?? basename(here)
  return basename(kind === 'folder' ? path : dirname(path))
}

/** The name in a `package.json`; `null`: there is none. */
function packageName(folder: string): string | null {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return typeof name === 'string' ? name : null
  } catch {
    return null // no project, or one that does not say
  }
}
