import { describe, expect, test } from 'vitest'
import { parseMockName } from '../../../src/core/mocks/names/name.ts'
import { createApp, memoryFiles, readSite } from '../../../src/index.ts'
import { names } from './names.ts'

describe('parseMockName()', () => {
  test.each(names.filter(([, kind]) => kind !== 'hidden'))('says that %j is %s', (name, kind) => {
    expect(parseMockName(name).kind).toBe(kind)
  })

  test('is total on names that nobody gives', () => {
    for (const name of ['', '.', '..', '.GET.', 'GET.GET', '((((.GET.json', ')).GET.json']) {
      expect(['static', 'near-miss', 'route']).toContain(parseMockName(name).kind)
    }
    expect(parseMockName(`${'('.repeat(50_000)}.GET.json`).kind).toBe('near-miss')
    expect(parseMockName(`${'(a)'.repeat(20_000)}.GET.json`).kind).toBe('near-miss')
  })

  const routes: [name: string, expected: object][] = [
    ['users.GET.json', { base: 'users', word: 'GET', status: null, extension: 'json' }],
    ['users.POST.201.json', { base: 'users', word: 'POST', status: 201 }],
    ['[id].GET.404.json', { base: '[id]', word: 'GET', status: 404 }],
    ['index.GET.txt', { base: 'index', word: 'GET', extension: 'txt' }],
    ['a.GET.POST.json', { base: 'a.GET', word: 'POST' }],
    ['posts.CRUD.json', { base: 'posts', word: 'CRUD' }],
    ['orders.MOCK.yaml', { base: 'orders', word: 'MOCK' }],
    ['echo.ANY.ts', { base: 'echo', word: 'ANY', extension: 'ts' }],
    ['x(default).GET.json', { base: 'x', variants: [{ kind: 'default' }] }],
    ['job(2).GET.200.json', { base: 'job', variants: [{ kind: 'step', step: 2 }] }],
    ['pay(5%).POST.503.json', { variants: [{ kind: 'weight', percent: 5 }] }],
    ['x(0.5%).POST.503.json', { variants: [{ kind: 'weight', percent: 0.5 }] }],
    ['login(locked out).POST.423.json', { variants: [{ kind: 'name', name: 'locked out' }] }],
    ['x(1)(q=a).GET.json', { variants: [{ kind: 'step' }, { kind: 'query' }] }],
    ['x(q=a%26b).GET.json', { variants: [{ kind: 'query', query: [['q', 'a&b']] }] }],
    [
      'search(q=cats&page=2).GET.json',
      { variants: [{ query: [...new URLSearchParams('q=cats&page=2')] }] },
    ],
  ]
  test.each(routes)('reads %j', (name, expected) => {
    expect(parseMockName(name)).toMatchObject({ kind: 'route', ...expected })
  })

  const mistakes: [name: string, expected: string][] = [
    ['users.GET.700.json', 'expected a status from 200 to 599, not 700'],
    ['users.GET.json.gz', 'expected NAME.METHOD[.STATUS].EXTENSION'],
    ['users.ANY.json', 'expected .ANY.ts or .ANY.js or .ANY.mjs'],
    ['orders(1).MOCK.json', 'expected no (variant) in the name of a MOCK file'],
    ['posts.CRUD.404.json', 'expected no status in a CRUD file'],
    ['x(0).GET.json', 'expected a step from 1, not (0)'],
    ['x(101%).GET.json', 'expected 0% to 100%, not (101%)'],
    ['x (1).GET.json', 'expected no space before "("'],
    ['x(1)(5%).GET.json', 'expected one of a step, a weight and "default"'],
    ['x(a)(b).GET.json', 'expected one name'],
    [
      'search?limit=[limit].GET.200.json',
      'expected the query in parentheses, as in (q=owls), not after "?"',
    ],
  ]
  test.each(mistakes)('says of %j: %s', (name, expected) => {
    expect(parseMockName(name)).toEqual({ kind: 'near-miss', expected })
  })
})

describe('a folder with every kind of name', () => {
  const source = memoryFiles(Object.fromEntries(names.map(([name]) => [name, 'RAW'])))
  const raw = (name: string) => `/${encodeURIComponent(name)}`

  test('has more than 120 of them', () => {
    expect(new Set(names.map(([name]) => name)).size).toBeGreaterThan(120)
  })

  test.each(names)('createApp() sends %j only when it is static: it is %s', async (name, kind) => {
    const app = createApp({ source, site: { routes: [], mistakes: [], isTruncated: false } })
    expect((await app.request(raw(name))).status).toBe(kind === 'static' ? 200 : 404)
    const never = createApp({ source, mocks: 'never' })
    expect((await never.request(raw(name))).status).toBe(kind === 'hidden' ? 404 : 200)
  })

  test('readSite() names each near miss, and no hidden file', async () => {
    const { mistakes } = await readSite(source)
    const told = new Set(mistakes.map(({ file }) => file))
    for (const [name, kind] of names) {
      if (kind === 'near-miss') expect(told).toContain(name)
      if (kind === 'static' || kind === 'hidden') expect(told).not.toContain(name)
    }
  })
})
