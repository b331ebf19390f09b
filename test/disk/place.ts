import * as nodeFs from 'node:fs'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { DiskFs } from '../../src/adapters/disk/disk.ts'
import type { DiskFilesOptions, diskFiles } from '../../src/adapters/disk.ts'
import type { DirectoryEntry, FileEntry, FileSource } from '../../src/core/files/source.ts'

/** What a check is given: the adapter of the runtime it runs on. */
export interface Runtime {
  readonly diskFiles: typeof diskFiles
  /** Collects garbage, now. */
  gc(): void
}

/** One behaviour of a disk source, on every runtime. */
export type Check = readonly [name: string, run: (place: Place) => void | Promise<void>]

/** A folder to serve, `pub`, in a temporary folder of its own. */
export class Place {
  readonly runtime: Runtime
  /** The temporary folder, with its real path. */
  readonly parent = realpathSync(mkdtempSync(join(tmpdir(), 'webstand-disk-')))
  readonly root = join(this.parent, 'pub')

  constructor(runtime: Runtime) {
    this.runtime = runtime
    mkdirSync(this.root)
  }

  source(options?: DiskFilesOptions): FileSource {
    return this.runtime.diskFiles(this.root, options)
  }

  /** The absolute path of one that is relative to the served folder. */
  at(path: string): string {
    return join(this.root, path)
  }

  write(path: string, content: string | Uint8Array = path): string {
    mkdirSync(dirname(this.at(path)), { recursive: true })
    writeFileSync(this.at(path), content)
    return this.at(path)
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true })
    symlinkSync(target, this.at(path))
  }

  /** The open descriptors that lead here. */
  descriptors(): string[] {
    const targets = readdirSync('/proc/self/fd').flatMap((descriptor) => {
      try {
        return readlinkSync(`/proc/self/fd/${descriptor}`)
      } catch {
        return [] // it was that of the reading itself
      }
    })
    return targets.filter((target) => target.startsWith(this.parent))
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true })
  }
}

export async function fileAt(source: FileSource, path: string): Promise<FileEntry> {
  const entry = await source.find(path)
  if (entry?.kind !== 'file') throw new Error(`Expected a file at "${path}"`)
  return entry
}

export async function directoryAt(source: FileSource, path: string): Promise<DirectoryEntry> {
  const entry = await source.find(path)
  if (entry?.kind !== 'directory') throw new Error(`Expected a directory at "${path}"`)
  return entry
}

/** The text of a file; `null`: there is none, or it is no longer the one that was found. */
export async function textAt(source: FileSource, path: string): Promise<string | null> {
  const entry = await source.find(path)
  return entry?.kind === 'file' ? textOf(entry) : null
}

export async function textOf(file: FileEntry, start = 0, end = file.size): Promise<string | null> {
  const body = await file.body(start, end)
  return body === null ? null : new Response(body).text()
}

/** Resolves when `isTrue` says so, after as many turns of the event loop as that takes. */
export async function eventually(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 5000
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`Expected it within 5 s: ${isTrue}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A disk on which every file was last touched ten seconds earlier than it was. */
export const agedFs = statsAs((stats) => {
  stats.mtimeMs -= 10_000
  stats.ctimeMs -= 10_000
})

/** `node:fs`, in which each file was dated back just now. */
export const datedBackFs = statsAs((stats) => {
  stats.mtimeMs -= 10_000
})

/** `node:fs`, with other facts of each file. */
export function statsAs(change: (stats: nodeFs.Stats) => void): DiskFs {
  const changed = <T extends nodeFs.Stats | undefined>(stats: T): T => {
    if (stats !== undefined) change(stats)
    return stats
  }
  return {
    ...nodeFs,
    lstatSync: ((path: string, options: { bigint?: false }) =>
      changed(nodeFs.lstatSync(path, options))) as typeof nodeFs.lstatSync,
    fstatSync: ((descriptor: number) =>
      changed(nodeFs.fstatSync(descriptor))) as typeof nodeFs.fstatSync,
    fstat: ((descriptor: number, done: (error: Error | null, stats: nodeFs.Stats) => void) =>
      nodeFs.fstat(descriptor, (error, stats) =>
        done(error, changed(stats)),
      )) as typeof nodeFs.fstat,
    promises: {
      ...nodeFs.promises,
      lstat: (async (path: string) =>
        changed(await nodeFs.promises.lstat(path))) as typeof nodeFs.promises.lstat,
    },
  }
}
