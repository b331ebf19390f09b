import { expect, test } from 'vitest'
import { parseMockName } from '../../../src/core/mocks/name.ts'

/** Files whose names look like routes to nobody. */
const staticNames = [
  'users.json',
  'users.get.json',
  'GET.json',
  'README.md',
  'app.GETTER.ts',
  'x.POSTMAN.json',
  'homepage.MOCK.png',
  'photo.CRUD.webp',
  'talk.SPEC.pdf',
  'a.SSE.txt',
  'x.Get.json',
  'archive.ANYWHERE.zip',
  'index.html',
  '',
]

for (const name of staticNames) {
  test(`parseMockName("${name}") is static`, () => {
    expect(parseMockName(name).kind).toBe('static')
  })
}

const nearMisses = [
  'login.ANY.ts.bak',
  'users.GET.json.gz',
  'users.GET',
  'users.GET.',
  'users.GET~',
  'users.GET.700.json',
  'users.GET.199.json',
  'users.ANY.json',
  'chat.WS.json',
  '.GET.json',
  'data.CRUD.json.bak',
]

for (const name of nearMisses) {
  test(`parseMockName("${name}") is a near miss`, () => {
    expect(parseMockName(name).kind).toBe('near-miss')
  })
}

const routes: [name: string, expected: object][] = [
  ['users.GET.json', { base: 'users', word: 'GET', status: null, extension: 'json' }],
  ['users.POST.201.json', { base: 'users', word: 'POST', status: 201 }],
  ['[id].GET.404.json', { base: '[id]', word: 'GET', status: 404 }],
  ['index.GET.txt', { base: 'index', word: 'GET', extension: 'txt' }],
  ['a.GET.POST.json', { base: 'a.GET', word: 'POST' }], // the last word counts
  ['posts.CRUD.json', { base: 'posts', word: 'CRUD' }],
  ['orders.MOCK.yaml', { base: 'orders', word: 'MOCK' }],
  ['echo.ANY.ts', { base: 'echo', word: 'ANY', extension: 'ts' }],
  ['x(default).GET.json', { base: 'x', variants: [{ kind: 'default' }] }],
  ['job(2).GET.200.json', { base: 'job', variants: [{ kind: 'step', step: 2 }] }],
  ['pay(5%).POST.503.json', { base: 'pay', variants: [{ kind: 'weight', percent: 5 }] }],
  [
    'search(q=cats&page=2).GET.json',
    {
      base: 'search',
      variants: [
        {
          kind: 'query',
          query: [
            ['q', 'cats'],
            ['page', '2'],
          ],
        },
      ],
    },
  ],
  ['login(locked out).POST.423.json', { variants: [{ kind: 'name', name: 'locked out' }] }],
  ['x(1)(q=a).GET.json', { variants: [{ kind: 'step' }, { kind: 'query' }] }],
]

for (const [name, expected] of routes) {
  test(`parseMockName("${name}") is a route`, () => {
    expect(parseMockName(name)).toMatchObject({ kind: 'route', ...expected })
  })
}
