import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryFiles } from '../../../src/core/files/memory.ts'
import { relisted } from '../../../src/core/files/relisted.ts'
import type { FileSource } from '../../../src/core/files/source.ts'
import { createRouter } from '../../../src/core/mocks/choose/router.ts'
import { readSite } from '../../../src/core/site.ts'

/** The files among those of a folder that a reading for a path takes, beside plain ones. */
async function filesFor(path: readonly string[], source: FileSource): Promise<string[]> {
  const { routes } = await readSite(source, { path })
  return routes.flatMap(({ variants }) => variants.map(({ file }) => file)).sort()
}

/** The same source, which leaves out what does not matter to whoever lists a folder. */
function thatFilters(source: FileSource): FileSource {
  return {
    async find(path) {
      const entry = await source.find(path)
      if (entry?.kind !== 'directory') return entry
      return relisted(entry, async function* list(matters) {
        for await (const batch of entry.list()) {
          yield batch.filter(({ name }) => matters?.(name) ?? true)
        }
      })
    },
  }
}

const files = [
  'index.GET.json',
  'a.GET.json',
  'a(1).POST.json',
  'b.GET.json',
  'a/index.GET.json',
  'a/b.GET.json',
  'a/c.GET.json',
  'a/[id].GET.json',
  'a/[id]/index.PUT.json',
  'a/[id]/d.GET.json',
  'a/[...rest].GET.json',
  'a/[[...all]]/index.POST.json',
  'x/y/z.MOCK.json',
]

const cases: [path: string, files: string[]][] = [
  // One route of each folder on the way is there in any case: they make it a folder of routes.
  ['', ['index.GET.json', 'a(1).POST.json']],
  ['b', ['a(1).POST.json', 'b.GET.json']],
  [
    'a/b',
    [
      'a(1).POST.json',
      'a/[...rest].GET.json',
      'a/[[...all]]/index.POST.json',
      'a/[id].GET.json',
      'a/[id]/index.PUT.json',
      'a/b.GET.json',
    ],
  ],
  [
    'a/7/d',
    ['a(1).POST.json', 'a/[...rest].GET.json', 'a/[[...all]]/index.POST.json', 'a/[id]/d.GET.json'],
  ],
]

describe('readSite() for a path', () => {
  for (const [path, expected] of cases) {
    test(`/${path} reads what could answer it`, async () => {
      const source = memoryFiles(
        Object.fromEntries(
          files.sort().map((name) => [name, name.endsWith('MOCK.json') ? '[]' : '']),
        ),
      )
      const segments = path === '' ? [] : path.split('/')
      expect(await filesFor(segments, source)).toEqual(expected.sort())
    })
  }

  test('lists no folder beside the way', async () => {
    const listed: string[] = []
    const source = memoryFiles({ 'a/b.GET.json': '', 'c/d/e.GET.json': '', 'a/f/g.GET.json': '' })
    const watched: FileSource = {
      find(path) {
        listed.push(path)
        return source.find(path)
      },
    }
    await readSite(watched, { path: ['a', 'b'] })
    expect(listed.filter((path) => !path.startsWith('_'))).toEqual(['', 'a'])
  })

  test('asks a source only for the names that could matter', async () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `x/${name}.GET.json`)
    const source = thatFilters(memoryFiles(Object.fromEntries(names.map((name) => [name, '']))))
    // One of them is the route that makes it a folder of routes.
    expect(await filesFor(['x', 'c'], source)).toEqual(['x/a.GET.json', 'x/c.GET.json'])
  })

  test('finds the route of a folder behind folders that are named like routes', async () => {
    const source = memoryFiles({ 'a.GET.json/b.txt': '', 'c.GET.json': '', 'd.GET.json': '' })
    expect(await filesFor(['x'], thatFilters(source))).toEqual(['c.GET.json'])
  })

  test('counts the names that do not matter against its bound', async () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `${name}.txt`)
    const source = thatFilters(memoryFiles(Object.fromEntries(names.map((name) => [name, '']))))
    const isTruncated = async (maxEntries: number) =>
      (await readSite(source, { path: ['x'], maxEntries })).isTruncated
    expect(await isTruncated(4)).toBe(false)
    expect(await isTruncated(3)).toBe(true)
  })

  test('finds the same as a reading of everything', async () => {
    const segment = fc.constantFrom('a', 'ab', 'b', '[id]', '[ID]', '[...r]', '[[...r]]', 'index')
    const base = fc.tuple(segment, fc.constantFrom('', '', '(1)', '(x=1)', '(default)'))
    const tail = fc.constantFrom('GET.json', 'POST.json', 'ANY.ts', 'CRUD.json', 'MOCK.json', 'txt')
    const folder = fc.oneof({ weight: 9, arbitrary: segment }, fc.constant('a.GET.json'))
    const file = fc
      .tuple(fc.array(folder, { maxLength: 3 }), base, tail)
      .map(([folders, [name, variant], end]) => [...folders, `${name}${variant}.${end}`].join('/'))
    const path = fc.array(fc.constantFrom('a', 'ab', 'b', 'c', 'index', '[id]', 'x/y'), {
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 12 }), path, async (names, segments) => {
        const mock = '[{"method":"GET","body":1}]'
        const source = memoryFiles(
          Object.fromEntries(names.map((name) => [name, name.endsWith('.MOCK.json') ? mock : ''])),
        )
        const [all, part] = await Promise.all([
          readSite(source, { code: true }),
          readSite(thatFilters(source), { code: true, path: segments }),
        ])
        const [whole, some] = [createRouter(all.routes), createRouter(part.routes)]
        expect(some.exact(segments)).toEqual(whole.exact(segments))
        expect(some.matches(segments)).toEqual(whole.matches(segments))
        // A file that is no route, as another gives its parameter another name, may count as one.
        const isDisputed = all.mistakes.some(({ message }) => message.startsWith('expected'))
        if (!isDisputed) expect(some.isBelow(segments)).toBe(whole.isBelow(segments))
      }),
      { numRuns: 2000 },
    )
  })
})
