import assert from 'node:assert/strict'
import { mkdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { DirectoryEntry, Listed, Matters } from '../../src/core/files/source.ts'
import { type Check, directoryAt, textOf } from './place.ts'

async function batchesOf(directory: DirectoryEntry, matters?: Matters): Promise<Listed[][]> {
  const batches: Listed[][] = []
  for await (const batch of directory.list(matters)) batches.push(batch)
  return batches
}

/** `a.txt`, `dir/`, in the order of their names: all, or those that matter for how they begin. */
async function listed(directory: DirectoryEntry, start?: string): Promise<string[]> {
  const matters = start === undefined ? start : (name: string) => name.startsWith(start)
  const children = (await batchesOf(directory, matters)).flat()
  return children.map(({ name, kind }) => (kind === 'directory' ? `${name}/` : name)).sort()
}

export const listChecks: Check[] = [
  [
    'list() gives the visible children, and what links lead to',
    async (place) => {
      place.write('a.txt')
      place.write('dir/b.txt')
      place.write('.env')
      place.write('.well-known/acme')
      place.write('webstand.json')
      place.write('state.db')
      place.write('../outside/secret.txt')
      place.link('in.txt', 'dir/b.txt')
      place.link('indir', 'dir')
      place.link('out', '../outside')
      place.link('out.txt', '../outside/secret.txt')
      place.link('broken', 'nothing')
      place.link('alias', '.env')
      const hidden = [place.at('state.db')]
      const source = place.source({ hidden })
      const root = ['.well-known/', 'a.txt', 'dir/', 'in.txt', 'indir/']
      assert.deepEqual(await listed(await directoryAt(source, '')), root)
      assert.deepEqual(await listed(await directoryAt(source, 'dir')), ['b.txt'])
      assert.deepEqual(await listed(await directoryAt(source, 'indir')), ['b.txt'])

      const all = place.source({ hidden, dotfiles: true, links: true })
      const more = ['.env', ...root, 'alias', 'out.txt', 'out/'].sort()
      assert.deepEqual(await listed(await directoryAt(all, '')), more)
    },
  ],
  [
    'list() gives each child once, in batches of a bounded size',
    async (place) => {
      const names = Array.from({ length: 2100 }, (_, number) => `file-${number}`)
      for (const name of names) place.write(name, '')
      const batches = await batchesOf(await directoryAt(place.source(), ''))
      assert.ok(Math.max(...batches.map((batch) => batch.length)) <= 1024)
      assert.deepEqual(
        batches
          .flat()
          .map(({ name }) => name)
          .sort(),
        names.sort(),
      )
    },
  ],
  [
    'list() gives all that matters, few or many, whatever it is',
    async (place) => {
      for (let number = 0; number < 1500; number++) place.write(`many-${number}`, '')
      place.write('few.txt')
      place.write('few/b.txt')
      place.link('few-in', 'few')
      place.link('few-out', '../outside')
      place.link('few-broken', 'nothing')
      const root = await directoryAt(place.source(), '')
      assert.deepEqual(await listed(root, 'few'), ['few-in/', 'few.txt', 'few/'])
      assert.equal((await listed(root, 'many')).length, 1500)
      assert.deepEqual(await listed(root, 'nothing'), [])
    },
  ],
  [
    'list() asks of each name once whether it matters',
    async (place) => {
      const names = Array.from({ length: 1500 }, (_, number) => `file-${number}`)
      for (const name of names) place.write(name, '')
      const asked: string[] = []
      const matters = (name: string) => asked.push(name) % 2 === 0
      const batches = await batchesOf(await directoryAt(place.source(), ''), matters)
      assert.deepEqual(asked.sort(), names.sort())
      assert.equal(batches.flat().length, 750)
    },
  ],
  [
    'list() gives nothing of a folder that is gone or became a link',
    async (place) => {
      place.write('dir/a.txt')
      place.write('../outside/secret.txt')
      const directory = await directoryAt(place.source(), 'dir')
      rmSync(place.at('dir'), { recursive: true })
      assert.deepEqual(await listed(directory), [])
      symlinkSync(join(place.parent, 'outside'), place.at('dir'))
      assert.deepEqual(await listed(directory), [])
      assert.deepEqual(await directory.describe(['secret.txt']), [null])
    },
  ],
  [
    'list() closes the folder when only a part of it is read',
    async (place) => {
      for (let number = 0; number < 1100; number++) place.write(`file-${number}`, '')
      const directory = await directoryAt(place.source(), '')
      for await (const batch of directory.list()) {
        assert.ok(batch.length > 0)
        break
      }
      assert.deepEqual(place.descriptors(), [])
    },
  ],
  [
    'describe() gives what find() gives, in the order of the names',
    async (place) => {
      place.write('dir/b.txt', 'bb')
      place.write('dir/ü.txt', 'üü')
      place.write('dir/.env')
      place.write('../outside/secret.txt')
      place.link('dir/in', 'b.txt')
      place.link('dir/out', '../../outside')
      place.link('dir/broken', 'nothing')
      mkdirSync(place.at('dir/sub'))
      const source = place.source({ hidden: [place.at('dir/state.db')] })
      place.write('dir/state.db')
      const names = ['sub', 'nothing', 'b.txt', 'ü.txt', '.env', 'in', 'out', 'broken']
      names.push('B.txt', '..', '.', '', 'a/b', 'b.txt', '../file.txt', 'state.db', 'x\0')
      const directory = await directoryAt(source, 'dir')
      const described = await directory.describe(names)
      assert.equal(described.length, names.length)
      for (const [index, name] of names.entries()) {
        const entry = described[index]
        const found = name === '' ? null : await source.find(`dir/${name}`)
        assert.equal(entry?.kind, found?.kind, name)
        assert.equal(entry?.name, found?.name, name)
        assert.equal(entry?.lastModified, found?.lastModified, name)
        if (entry?.kind !== 'file' || found?.kind !== 'file') continue
        assert.equal(entry.size, found.size)
        assert.equal(await textOf(entry), await textOf(found))
      }
    },
  ],
  [
    'describe() leaves out what is gone, and describes a thousand names',
    async (place) => {
      const names = Array.from({ length: 1000 }, (_, number) => `file-${number}`)
      for (const name of names) place.write(name)
      const directory = await directoryAt(place.source(), '')
      unlinkSync(place.at('file-500'))
      const described = await directory.describe(names)
      assert.equal(described[500], null)
      const expected = names.filter((_, index) => index !== 500)
      assert.deepEqual(
        described.flatMap((entry) => entry?.name ?? []),
        expected,
      )
    },
  ],
]
