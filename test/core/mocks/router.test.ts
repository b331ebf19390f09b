import { expect, test } from 'vitest'
import { memoryFiles } from '../../../src/core/files/memory.ts'
import { createRouter } from '../../../src/core/mocks/choose/router.ts'
import { readSite } from '../../../src/core/site.ts'

const files = [
  'index.GET.json',
  'users.GET.json',
  'users/[id].GET.json',
  'users/me.GET.json',
  'users/[id]/posts/[post].GET.json',
  'docs/[...rest].GET.json',
  'shop/[[...rest]].GET.json',
]

const cases: [path: string, file: string | null, params?: Record<string, string>][] = [
  ['', 'index.GET.json'],
  ['users', 'users.GET.json'],
  ['users/me', 'users/me.GET.json'],
  ['users/7', 'users/[id].GET.json', { id: '7' }],
  ['users/__proto__', 'users/[id].GET.json', { id: '__proto__' }],
  ['users/7/posts/8', 'users/[id]/posts/[post].GET.json', { id: '7', post: '8' }],
  ['users/me/posts/8', 'users/[id]/posts/[post].GET.json', { id: 'me', post: '8' }],
  ['users/7/posts', null],
  ['docs', null],
  ['docs/a', 'docs/[...rest].GET.json', { rest: 'a' }],
  ['docs/a/b', 'docs/[...rest].GET.json', { rest: 'a/b' }],
  ['shop', 'shop/[[...rest]].GET.json', { rest: '' }],
  ['shop/a/b', 'shop/[[...rest]].GET.json', { rest: 'a/b' }],
  ['constructor', null],
]

for (const [path, file, params = {}] of cases) {
  test(`createRouter() finds ${file ?? 'nothing'} for /${path}`, async () => {
    const site = await readSite(memoryFiles(Object.fromEntries(files.map((name) => [name, '']))))
    const router = createRouter(site.routes)
    const segments = path === '' ? [] : path.split('/')
    const exact = router.exact(segments).map((route) => ({ route, params: {} }))
    const found = [...exact, ...router.matches(segments).flat()][0]
    expect(found?.route.variants[0]?.file ?? null).toBe(file)
    expect({ ...found?.params }).toEqual(params)
  })
}

test('readSite() reports a rest parameter before the end and a parameter named twice', async () => {
  const source = memoryFiles({ '[...a]/b.GET.json': '', '[id]/[id].GET.json': '' })
  const { mistakes, routes } = await readSite(source)
  expect(routes).toEqual([])
  expect(mistakes.map(({ file }) => file)).toEqual(['[...a]/b.GET.json', '[id]/[id].GET.json'])
})

test('readSite() stops at its bound and says so', async () => {
  const source = memoryFiles({ 'a.txt': '', 'b.txt': '', 'c.GET.json': '' })
  expect((await readSite(source, { maxEntries: 2 })).isTruncated).toBe(true)
  expect((await readSite(source, { maxEntries: 3 })).isTruncated).toBe(false)
})
