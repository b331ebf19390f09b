import * as nodeFs from 'node:fs'
import { join } from 'node:path'
import type { Matters } from '../../core/files/source.ts'
import type { Question } from './question.ts'

/** What is asked of `node:fs`. */
export type DiskFs = Pick<
  typeof nodeFs,
  | 'accessSync'
  | 'close'
  | 'closeSync'
  | 'existsSync'
  | 'fstat'
  | 'fstatSync'
  | 'lstatSync'
  | 'open'
  | 'openSync'
  | 'opendir'
  | 'promises'
  | 'read'
  | 'readSync'
  | 'readdirSync'
  | 'realpathSync'
>

/** A child of a directory, as the directory itself knows it. */
export interface Child {
  readonly name: string
  /** A `link` may be anything: it has to be looked at. */
  readonly kind: 'file' | 'directory' | 'link' | 'special'
}

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0, R_OK, X_OK } = nodeFs.constants

/** `node:fs` as questions. */
export class Disk {
  readonly fs: DiskFs
  /** The children of a directory that matter, in batches, from the disk as they are asked for. */
  readonly children: (path: string, matters?: Matters) => AsyncIterable<Child[]>

  constructor(
    fs: DiskFs = nodeFs,
    children = (path: string, matters?: Matters) => childrenOf(fs, path, matters),
  ) {
    this.fs = fs
    this.children = children
  }

  realpath(path: string): Question<string> {
    const { fs } = this
    return { now: () => fs.realpathSync.native(path), later: () => fs.promises.realpath(path) }
  }

  lstat(path: string): Question<nodeFs.Stats> {
    const { fs } = this
    return { now: () => fs.lstatSync(path), later: () => fs.promises.lstat(path) }
  }

  /** `undefined`: there is nothing of this name. */
  lstatIfAny(path: string): Question<nodeFs.Stats | undefined> {
    const { fs } = this
    return {
      now: () => fs.lstatSync(path, { throwIfNoEntry: false }),
      later: () =>
        fs.promises.lstat(path).catch((error) => {
          if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
          throw error
        }),
    }
  }

  exists(path: string): Question<boolean> {
    const { fs } = this
    return {
      now: () => fs.existsSync(path),
      later: () =>
        fs.promises.access(path).then(
          () => true,
          () => false,
        ),
    }
  }

  /** Whether it may be read; what is in a directory has to be reached too. */
  readable(path: string, kind: 'file' | 'directory'): Question<void> {
    const { fs } = this
    const mode = kind === 'file' ? R_OK : R_OK | X_OK
    return { now: () => fs.accessSync(path, mode), later: () => fs.promises.access(path, mode) }
  }

  names(path: string): Question<string[]> {
    const { fs } = this
    return { now: () => fs.readdirSync(path), later: () => fs.promises.readdir(path) }
  }

  /** Opens for reading; neither waits for the other end of a FIFO nor follows a link. */
  open(path: string): Question<number> {
    const { fs } = this
    const flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW
    return {
      now: () => fs.openSync(path, flags),
      later: () => promised((done) => fs.open(path, flags, done)),
    }
  }

  fstat(descriptor: number): Question<nodeFs.Stats> {
    const { fs } = this
    return {
      now: () => fs.fstatSync(descriptor),
      later: () => promised((done) => fs.fstat(descriptor, done)),
    }
  }

  /** Reads into `bytes` from its `offset` on what the file has at `position`; 0: no more. */
  read(descriptor: number, bytes: Uint8Array, offset: number, position: number): Question<number> {
    const { fs } = this
    const length = bytes.length - offset
    return {
      now: () => fs.readSync(descriptor, bytes, offset, length, position),
      later: () => promised((done) => fs.read(descriptor, bytes, offset, length, position, done)),
    }
  }

  close(descriptor: number): Question<void> {
    const { fs } = this
    return {
      now: () => fs.closeSync(descriptor),
      later: () => promised((done) => fs.close(descriptor, (error) => done(error, undefined))),
    }
  }
}

/** How many children a batch has, at most. */
export const BATCH = 1024

/** Bytes of a directory that is read at once: some ten thousand names, on most disks. */
export const AT_ONCE = 512 * 1024

async function* childrenOf(fs: DiskFs, path: string, matters?: Matters): AsyncIterable<Child[]> {
  const names = matters === undefined ? null : await namesAtOnce(fs, path, matters)
  if (names !== null && names.length <= FEW) {
    yield await lookedAt(fs, path, names)
    return
  }
  const known = names === null ? null : new Set(names)
  const isNeeded = known === null ? matters : (name: string) => known.has(name)
  const directory = await fs.promises.opendir(path, { bufferSize: BATCH })
  try {
    for (;;) {
      const batch: Child[] = []
      for (let count = 0; count < BATCH; count++) {
        const child = directory.readSync()
        if (child === null) {
          yield batch
          return
        }
        if (isNeeded?.(child.name) ?? true) batch.push(childOf(child))
      }
      yield batch
    }
  } finally {
    directory.closeSync()
  }
}

/** Children that are looked at one by one. */
const FEW = 32

/** The names that matter: without what they are they take half the time. `null`: there are too many. */
async function namesAtOnce(fs: DiskFs, path: string, matters: Matters): Promise<string[] | null> {
  const { size } = await fs.promises.lstat(path)
  return size > AT_ONCE ? null : (await fs.promises.readdir(path)).filter((name) => matters(name))
}

async function lookedAt({ promises }: DiskFs, path: string, names: string[]): Promise<Child[]> {
  const looks = names.map((name) => promises.lstat(join(path, name)).then(kindOf, () => null))
  const kinds = await Promise.all(looks)
  return names.flatMap((name, index) => {
    const kind = kinds[index]
    return kind == null ? [] : { name, kind } // gone meanwhile
  })
}

export function childOf(entry: nodeFs.Dirent): Child {
  return { name: entry.name, kind: kindOf(entry) }
}

function kindOf(child: nodeFs.Dirent | nodeFs.Stats): Child['kind'] {
  if (child.isFile()) return 'file'
  if (child.isDirectory()) return 'directory'
  const isDevice = child.isCharacterDevice() || child.isBlockDevice()
  return isDevice || child.isFIFO() || child.isSocket() ? 'special' : 'link'
}

function promised<T>(
  start: (done: (error: NodeJS.ErrnoException | null, value: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error ? reject(error) : resolve(value)))
  })
}
