import assert from 'node:assert/strict'
import * as nodeFs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DiskFs } from '../../src/adapters/disk/disk.ts'
import { type Check, type Place, textAt } from './place.ts'

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

const foldingDisks: [name: string, realpathTellsNames: boolean][] = [
  ['a disk that folds names', true],
  ['a folding disk whose names realpath does not tell', false],
]

export const foldingChecks: Check[] = [
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
]
