import assert from 'node:assert/strict'
import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { agedFs, type Check, datedBackFs, fileAt, type Place, textAt } from './place.ts'

/** Ways in which a file is another than the one that was found. */
const changes: [name: string, change: (place: Place) => void][] = [
  ['was replaced by a rename', (place) => renameSync(place.write('new', 'abcdef'), at(place))],
  ['was written again, as long as before', (place) => writeFileSync(at(place), 'abcdef')],
  ['became shorter', (place) => truncateSync(at(place), 3)],
  ['became longer', (place) => appendFileSync(at(place), 'more')],
  ['was deleted', (place) => unlinkSync(at(place))],
  ['has other permissions', (place) => chmodSync(at(place), 0o640)],
  ['became a folder', (place) => makeFolder(at(place))],
  ['became a link inside', (place) => relink(place, place.write('other', 'abcdef'))],
  ['became a link outside', (place) => relink(place, place.write('../other', 'abcdef'))],
  ['lies in a folder that became a link', (place) => swap(place, join(place.parent, 'outside'))],
  ['lies in a folder that moved', (place) => renameSync(place.at('dir'), place.at('moved'))],
]

function at(place: Place): string {
  return place.at('dir/file.txt')
}

function makeFolder(path: string): void {
  unlinkSync(path)
  mkdirSync(path)
}

function relink(place: Place, target: string): void {
  unlinkSync(at(place))
  symlinkSync(target, at(place))
}

/** Moves the folder out, and leaves a link to it: the file has not changed at all. */
function swap(place: Place, target: string): void {
  renameSync(place.at('dir'), target)
  symlinkSync(target, place.at('dir'))
}

/** Its text is what it says now; `null` where nothing is shown any more. */
const afterwards: Record<string, string | null> = {
  'became shorter': '123',
  'became longer': '123456more',
  'has other permissions': '123456',
  'was deleted': null,
  'became a folder': null,
  'became a link outside': null,
  'lies in a folder that became a link': null,
  'lies in a folder that moved': null,
}

export const changeChecks: Check[] = [
  ...[6, 100_000, 3_000_000].flatMap((size) =>
    changes.map(
      ([name, change]): Check => [
        `body() of ${size} bytes gives nothing when the file ${name}`,
        async (place) => {
          place.write('dir/file.txt', '123456'.padEnd(size, '.'))
          const found = await fileAt(place.source(), 'dir/file.txt')
          later(place, name)
          change(place)
          assert.equal(await found.body(0, found.size), null)
          assert.deepEqual(place.descriptors(), [])
        },
      ],
    ),
  ),
  ...changes.map(
    ([name, change]): Check => [
      `find() does not trust what it knows when the file ${name}`,
      async (place) => {
        place.write('dir/file.txt', '123456')
        const source = place.source({ fs: agedFs })
        assert.equal(await textAt(source, 'dir/file.txt'), '123456')
        assert.equal(await textAt(source, 'dir/file.txt'), '123456')
        later(place, name)
        change(place)
        const expected = name in afterwards ? afterwards[name] : 'abcdef'
        assert.equal(await textAt(source, 'dir/file.txt'), expected)
        assert.equal(await textAt(source, 'dir/file.txt'), expected)
      },
    ],
  ),
  [
    'body() keeps bytes only of a file that no edit can have left its date',
    async (place) => {
      place.write('file.txt', 'one')
      const source = place.source()
      for (const text of ['one', 'two', 'six', 'ten', 'one']) {
        place.write('file.txt', text)
        assert.equal(await textAt(source, 'file.txt'), text)
      }
    },
  ],
  [
    'find() gives one entry for a file that rests, and another each time for one just changed',
    (place) => {
      place.write('file.txt', 'one')
      const resting = place.source({ fs: agedFs })
      assert.equal(resting.find('file.txt'), resting.find('file.txt'))
      // Whoever writes a file may give it any date, but for that of the change itself.
      const changed = place.source({ fs: datedBackFs })
      assert.notEqual(changed.find('file.txt'), changed.find('file.txt'))
    },
  ],
  [
    'find() and body() answer at once when the file is known',
    async (place) => {
      place.write('dir/file.txt', 'hello')
      const source = place.source({ fs: agedFs })
      assert.equal(await textAt(source, 'dir/file.txt'), 'hello')
      const entry = source.find('dir/file.txt')
      assert.ok(entry !== null && 'kind' in entry && entry.kind === 'file')
      const body = entry.body(1, 3)
      assert.ok(body instanceof Uint8Array)
      assert.equal(new TextDecoder().decode(body), 'el')
    },
  ],
  [
    'find() forgets what nobody asks for, so that memory stays bounded',
    async (place) => {
      const source = place.source({ fs: agedFs })
      const content = new Uint8Array(64 * 1024)
      for (let number = 0; number < 600; number++) place.write(`${number}`, content)
      for (let number = 0; number < 600; number++) {
        assert.equal((await textAt(source, `${number}`))?.length, content.length)
      }
      const first = await fileAt(source, '0')
      rmSync(place.at('0'))
      assert.equal(await first.body(0, 1), null) // its bytes were not kept
    },
  ],
]

/**
 * Waits for the clock of the disk, so that a change from here on has another date. Deno tells the
 * date of a change of permissions in seconds: only one check needs to wait for that.
 */
function later(place: Place, name: string): void {
  const date = name === 'has other permissions' ? 'ctimeMs' : 'mtimeMs'
  const clock = join(place.parent, 'clock')
  const before = lstatSync(at(place))[date]
  do writeFileSync(clock, '')
  while (lstatSync(clock)[date] <= before)
}
