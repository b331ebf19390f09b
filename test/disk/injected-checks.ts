import assert from 'node:assert/strict'
import * as nodeFs from 'node:fs'
import type { DiskFs } from '../../src/adapters/disk/disk.ts'
import type { DirectoryEntry } from '../../src/core/files/source.ts'
import { type Check, directoryAt, fileAt, statsAs, textAt } from './place.ts'

function failingFs(code: string, fails: (path: string) => boolean): DiskFs {
  const fail = (path: string) => {
    if (fails(path)) throw Object.assign(new Error(`${code}: ${path}`), { code })
  }
  const native = (path: string) => {
    fail(path)
    return nodeFs.realpathSync.native(path)
  }
  return {
    ...nodeFs,
    accessSync: (path) => fail(String(path)),
    lstatSync: ((path: string, options?: nodeFs.StatSyncOptions) => {
      fail(path)
      return nodeFs.lstatSync(path, options)
    }) as typeof nodeFs.lstatSync,
    openSync: (path, flags) => {
      fail(String(path))
      return nodeFs.openSync(path, flags)
    },
    realpathSync: Object.assign(native, { native }) as unknown as typeof nodeFs.realpathSync,
    promises: {
      ...nodeFs.promises,
      realpath: (async (path: string) => native(path)) as typeof nodeFs.promises.realpath,
    },
  }
}

function denyAccess(): void {
  throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
}

/** A disk on which one look takes longer than others can wait. */
function slowFs(): DiskFs {
  const native = (path: string) => {
    const start = performance.now()
    while (performance.now() - start < 60);
    return nodeFs.realpathSync.native(path)
  }
  return {
    ...nodeFs,
    realpathSync: Object.assign(native, { native }) as unknown as typeof nodeFs.realpathSync,
  }
}

/** A disk whose clock ticks every two seconds, as that of FAT. */
const coarseFs = statsAs((stats) => {
  stats.mtimeMs = 2000 * Math.floor(stats.mtimeMs / 2000)
  stats.ctimeMs = 2000 * Math.floor(stats.ctimeMs / 2000)
})

/** A disk on which a file is written again after the first read of it. */
function hastyFs(path: string, content: string): DiskFs {
  return {
    ...nodeFs,
    readSync: ((...read: Parameters<typeof nodeFs.readSync>) => {
      const count = nodeFs.readSync(...read)
      nodeFs.writeFileSync(path, content)
      return count
    }) as typeof nodeFs.readSync,
  }
}

export const injectedChecks: Check[] = [
  [
    'body() is never stale on a disk whose clock is coarse',
    async (place) => {
      const source = place.source({ fs: coarseFs })
      for (let number = 100; number < 200; number++) {
        place.write('file.txt', `${number}`)
        assert.equal(await textAt(source, 'file.txt'), `${number}`)
      }
    },
  ],
  [
    'body() gives nothing of another file, though it has the size and the date of the one found',
    async (place) => {
      place.write('file.txt', 'one')
      const found = await fileAt(place.source({ fs: coarseFs }), 'file.txt')
      nodeFs.renameSync(place.write('new', 'two'), place.at('file.txt'))
      assert.equal(await found.body(0, 3), null)
    },
  ],
  [
    'body() gives nothing when the file is written again while it is read',
    async (place) => {
      const path = place.write('file.txt', 'one')
      const found = await fileAt(place.source({ fs: hastyFs(path, 'other') }), 'file.txt')
      assert.equal(await found.body(0, 3), null)
    },
  ],
  [
    'find() finds nothing that may not be read, and refusal() says so',
    async (place) => {
      place.write('file.txt')
      const path = place.at('file.txt')
      const source = place.source({ fs: failingFs('EACCES', (asked) => asked === path) })
      assert.equal(await source.find('file.txt'), null)
      assert.deepEqual(await source.refusal?.('file.txt'), { reason: 'unreadable' })
    },
  ],
  [
    'find() finds a directory that may not be read, and it says so and lists nothing',
    async (place) => {
      place.write('folder/file.txt')
      const path = place.at('folder')
      nodeFs.chmodSync(path, 0o700)
      const denied = { ...failingFs('EACCES', () => false), accessSync: denyAccess }
      const [inRoot] = (await (
        await directoryAt(place.source({ fs: denied }), '')
      ).describe(['folder'])) as DirectoryEntry[]
      for (const found of [await directoryAt(place.source({ fs: denied }), 'folder'), inRoot!]) {
        assert.equal(found.isReadable, false)
      }
      assert.equal((await directoryAt(place.source(), 'folder')).isReadable, true)
    },
  ],
  [
    'describe() has nothing of what may not be looked at',
    async (place) => {
      place.write('folder/a.txt')
      place.write('folder/b.txt')
      const path = place.at('folder/a.txt')
      const source = place.source({ fs: failingFs('EACCES', (asked) => asked === path) })
      const folder = await directoryAt(source, 'folder')
      const described = await folder.describe(['a.txt', 'b.txt'])
      assert.deepEqual(
        described.map((entry) => entry?.name),
        [undefined, 'b.txt'],
      )
    },
  ],
  [
    'find() surfaces what is not an absence',
    async (place) => {
      place.write('file.txt')
      const path = place.at('file.txt')
      const source = place.source({ fs: failingFs('EIO', (asked) => asked === path) })
      await assert.rejects(async () => source.find('file.txt'), { code: 'EIO' })
    },
  ],
  [
    'find() does not block the others when the disk has become slow',
    async (place) => {
      place.write('file.txt', 'hello')
      const source = place.source({ fs: slowFs() })
      assert.equal(await textAt(source, 'file.txt'), 'hello')
      assert.ok(source.find('file.txt') instanceof Promise)
      assert.equal(await textAt(source, 'file.txt'), 'hello')
      assert.ok(source.find('nothing') instanceof Promise)
      assert.equal(await source.find('nothing'), null)
    },
  ],
]
