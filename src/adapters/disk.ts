import { constants, type Stats } from 'node:fs'
import { open, opendir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { isHiddenPath } from '../core/files/hidden.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource, Listed } from '../core/files/source.ts'

export interface DiskFilesOptions {
  /** Show names that begin with a dot. @default false */
  dotfiles?: boolean
  /** Follow links that leave the folder. @default false */
  links?: boolean
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'EPERM'])

function absent(error: NodeJS.ErrnoException): null {
  if (ABSENT.has(error.code ?? '')) return null
  throw error
}

export function diskFiles(
  directory: string,
  { dotfiles = false, links = false }: DiskFilesOptions = {},
): FileSource {
  async function find(path: string): Promise<Entry | null> {
    const names = path === '' ? [] : path.split('/')
    if (names.some((name) => name === '' || name === '.' || name === '..')) return null
    if (path.includes('\0') || (!dotfiles && isHiddenPath(names))) return null
    const root = await realpath(directory).catch(absent)
    const real = await realpath(join(directory, ...names)).catch(absent)
    if (root === null || real === null) return null
    if (real !== root && !real.startsWith(root + sep)) {
      if (!links) return null
    } else if (!dotfiles && isHiddenPath(relative(root, real).split(sep))) return null
    const stats = await stat(real).catch(absent)
    if (stats?.isFile()) return file(real, basename(path), stats)
    return stats?.isDirectory() ? folder(path, real, stats) : null
  }

  function folder(path: string, real: string, stats: Stats): DirectoryEntry {
    const child = (name: string) => find(path === '' ? name : `${path}/${name}`)
    return {
      kind: 'directory',
      name: basename(path),
      lastModified: Math.floor(stats.mtimeMs),
      async *list() {
        const batch: Listed[] = []
        for await (const { name } of await opendir(real)) {
          const entry = await child(name)
          if (entry !== null) batch.push({ name, kind: entry.kind })
        }
        yield batch
      },
      describe: (names) => Promise.all(names.map(child)),
    }
  }

  return { find }
}

function file(path: string, name: string, found: Stats): FileEntry {
  return {
    kind: 'file',
    name,
    size: found.size,
    lastModified: Math.floor(found.mtimeMs),
    async body(start, end) {
      const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW
      const handle = await open(path, flags).catch(absent)
      if (handle === null) return null
      try {
        const stats = await handle.stat()
        const same = (['dev', 'ino', 'size', 'mtimeMs', 'ctimeMs'] as const).every(
          (field) => stats[field] === found[field],
        )
        if (!same) return null
        const bytes = new Uint8Array(end - start)
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start)
        if (bytesRead !== bytes.length) throw new Error('Cannot send a file: it was truncated')
        return bytes
      } finally {
        await handle.close()
      }
    },
  }
}
