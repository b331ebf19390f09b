import assert from 'node:assert/strict'
import * as nodeFs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DiskFs } from '../../src/adapters/disk/disk.ts'
import { type Check, fileAt, type Place, statsAs, textAt } from './place.ts'

/** How a disk folds names: by case, by normal form, and without a dot at the end. */
function fold(name: string): string {
  return name.normalize('NFD').toLowerCase().replace(/\.+$/, '')
}

/** The path as the disk below `parent` has it; a name that is not there stays as it is. */
function unfold(parent: string, path: string): string {
  if (path === parent || !path.startsWith(parent)) return path
  const directory = unfold(parent, dirname(path))
  const names = nodeFs.existsSync(directory) ? nodeFs.readdirSync(directory) : []
  const name = names.find((candidate) => fold(candidate) === fold(basename(path)))
  return join(directory, name ?? basename(path))
}

/** A disk that folds names. */
function foldingFs({ parent }: Place, realpathTellsNames: boolean): DiskFs {
  const real = (path: string) => unfold(parent, path)
  const realpath = (path: string) => {
    const told = nodeFs.realpathSync.native(real(path))
    // As on Linux: what is no link is said as it was asked.
    return realpathTellsNames || told !== real(path) ? told : path
  }
  return {
    ...nodeFs,
    lstatSync: ((path: string, options: nodeFs.StatSyncOptions) =>
      nodeFs.lstatSync(real(path), options)) as typeof nodeFs.lstatSync,
    existsSync: (path) => nodeFs.existsSync(real(String(path))),
    readdirSync: ((path: string) => nodeFs.readdirSync(real(path))) as typeof nodeFs.readdirSync,
    openSync: (path, flags) => nodeFs.openSync(real(String(path)), flags),
    realpathSync: Object.assign(realpath, {
      native: realpath,
    }) as unknown as typeof nodeFs.realpathSync,
  }
}

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

const foldingDisks: [name: string, realpathTellsNames: boolean][] = [
  ['a disk that folds names', true],
  ['a folding disk whose names realpath does not tell', false],
]

export const injectedChecks: Check[] = [
  ...foldingDisks.map(
    ([name, realpathTellsNames]): Check => [
      `find() takes names exactly on ${name}`,
      async (place) => {
        place.write('Docs/ReadMe.md')
        place.write('Docs/Ünï.txt'.normalize('NFD'))
        place.write('login.ANY.ts')
        place.write('webstand.json')
        place.write('123')
        place.link('Link.md', 'Docs/ReadMe.md')
        place.link('Folder', 'Docs')
        const source = place.source({ fs: foldingFs(place, realpathTellsNames) })
        const exact = ['Docs/ReadMe.md', 'Link.md', 'Folder/ReadMe.md', 'login.ANY.ts', '123']
        for (const path of [...exact, 'Docs/Ünï.txt'.normalize('NFD')]) {
          assert.notEqual(await textAt(source, path), null, path)
        }
        const folded = ['docs/ReadMe.md', 'Docs/readme.md', 'DOCS/README.MD', 'login.any.ts']
        folded.push('link.md', 'LINK.MD', 'folder/ReadMe.md', 'Folder/README.md')
        for (const path of [...folded, 'Docs/Ünï.txt'.normalize('NFC'), 'WEBSTAND.json']) {
          assert.equal(await source.find(path), null, path)
        }
        if (realpathTellsNames) assert.equal(await source.find('123.'), null)
      },
    ],
  ),
  [
    'describe() takes names exactly on a folding disk whose names realpath does not tell',
    async (place) => {
      place.write('One.txt')
      const root = await place.source({ fs: foldingFs(place, false) }).find('')
      assert.equal(root?.kind, 'directory')
      const described = await root.describe(['One.txt', 'one.txt', 'ONE.TXT'])
      assert.deepEqual(
        described.map((entry) => entry?.name),
        ['One.txt', undefined, undefined],
      )
    },
  ],
  [
    'find() tells siblings apart that differ in case only',
    async (place) => {
      place.write('readme', 'small')
      place.write('README', 'LARGE')
      assert.equal(await textAt(place.source(), 'readme'), 'small')
      assert.equal(await textAt(place.source(), 'README'), 'LARGE')
      assert.equal(await place.source().find('Readme'), null)
    },
  ],
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
