import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryFiles } from '../../../src/core/files/memory.ts'
import type { FileSource } from '../../../src/core/files/source.ts'
import { createRouter } from '../../../src/core/mocks/choose/router.ts'
import { readSite } from '../../../src/core/site.ts'

/** The files among those of a folder that a reading for a path takes, beside plain ones. */
async function filesFor(path: readonly string[], source: FileSource): Promise<string[]> {
  const { routes } = await readSite(source, { path })
  return routes.flatMap(({ variants }) => variants.map(({ file }) => file)).sort()
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

  test('finds the same as a reading of everything', async () => {
    const segment = fc.constantFrom('a', 'ab', 'b', '[id]', '[ID]', '[...r]', '[[...r]]', 'index')
    const base = fc.tuple(segment, fc.constantFrom('', '', '(1)', '(x=1)', '(default)'))
    const tail = fc.constantFrom('GET.json', 'POST.json', 'ANY.ts', 'CRUD.json', 'MOCK.json', 'txt')
    const file = fc
      .tuple(fc.array(segment, { maxLength: 3 }), base, tail)
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
          readSite(source, { code: true, path: segments }),
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
