import assert from 'node:assert/strict'
import { test } from 'vitest'
import { renderRoutes } from '../../src/cli/routes.ts'
import { paintFor } from '../../src/cli/terminal.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import { readSite } from '../../src/core/site.ts'

async function rowsOf(names: string[], code = false): Promise<string[]> {
  const source = memoryFiles(Object.fromEntries(names.map((name) => [name, '{}'])))
  return renderRoutes(await readSite(source, { code }), paintFor(false))
}

test('renderRoutes() has a column each for method, path, status and file', async () => {
  const names = ['users.GET.json', 'users/[id].DELETE.404.json', 'pay(5%).POST.503.json']
  assert.deepEqual((await rowsOf(names)).sort(), [
    'DELETE  /users/[id]  404  users/[id].DELETE.404.json',
    'GET     /users       200  users.GET.json',
    'POST    /pay         503  pay(5%).POST.503.json',
  ])
})

test('renderRoutes() gives code no status, and nothing that acts on a terminal', async () => {
  assert.deepEqual(await rowsOf(['x.ANY.ts'], true), ['ANY  /x  code  x.ANY.ts'])
  assert.deepEqual(await rowsOf(['\x1b[2J.GET.json']), ['GET  /\\x1b[2J  200  \\x1b[2J.GET.json'])
})

test('renderRoutes() has no row without routes', async () => {
  assert.deepEqual(await rowsOf(['a.txt']), [])
})

test('renderRoutes() says of each answer of a list what tells it from the others', async () => {
  const answers = [
    { name: 'vip', when: { headers: { 'X-Tier': 'vip' }, query: { q: { like: 'a*' } } } },
    { times: 1, status: 503, delay: 100 },
    { fault: 'drip', body: 1 },
    { method: 'POST', weight: '5%' },
  ]
  const source = memoryFiles({ 'orders.MOCK.json': JSON.stringify(answers) })
  assert.deepEqual(renderRoutes(await readSite(source), paintFor(false)), [
    'GET   /orders  200  orders.MOCK.json  headers X-Tier=vip  query q like a*  example=vip',
    'GET   /orders  503  orders.MOCK.json  1 ×  late',
    'GET   /orders  200  orders.MOCK.json  drip',
    'POST  /orders  200  orders.MOCK.json  5%',
  ])
})

test('renderRoutes() has the routes, and then the redirects, with where they are written', async () => {
  const source = memoryFiles({
    'users.GET.json': '[]',
    _redirects: '# old names\n/old /users 301\n/v1/* /:splat 200\n',
  })
  assert.deepEqual(renderRoutes(await readSite(source), paintFor(false)), [
    'GET  /users  200  users.GET.json',
    '*    /old    301  to /users  _redirects:2',
    '*    /v1/*   200  as /:splat  _redirects:3',
  ])
})
