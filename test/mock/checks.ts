import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { mock, type RouteContext } from '../../src/test.ts'
import { fetchChecks } from './fetch-checks.ts'

/** What holds in every test runner. */
export const checks: [name: string, check: () => Promise<void>][] = [
  ['answers from values, text and bytes', fromValues],
  ['answers from functions', fromFunctions],
  ['answers from functions by method', fromModules],
  ['refuses a function that is no code', refusesFunction],
  ['refuses what holds no files', refusesNothing],
  ['answers from a directory, and runs its code with consent alone', fromDirectory],
  ['sees what is written into a directory', seesEdits],
  ['takes any origin, and a Request', anyOrigin],
  ['remembers what was asked, answered and why', remembers],
  ['remembers what went wrong behind a 500', remembersErrors],
  ['remembers a bounded number', remembersBounded],
  ['follows what leads to another place', followsRedirects],
  ['keeps mocks apart', keepsApart],
  ['says the mistakes of its files', saysMistakes],
  ['reads MOCK.yaml', readsYaml],
  ['has no URL where it does not listen', hasNoUrl],
  ...fetchChecks,
]

/** What needs a socket. */
export const socketChecks: typeof checks = [
  ['listens when it is asked to, and stops when it is disposed of', listens],
]

async function fromValues() {
  await using api = await mock({
    'users/[id].GET.json': { id: '{{params.id | int}}' },
    'list.GET.json': [1, 2],
    'none.GET.json': null,
    'a.txt': 'text',
    'b.bin': Uint8Array.of(1, 2, 3),
  })
  assert.deepEqual(await (await api.fetch('/users/7')).json(), { id: 7 })
  assert.deepEqual(await (await api.fetch('list')).json(), [1, 2])
  assert.equal(await (await api.fetch('/none')).json(), null)
  assert.equal(await (await api.fetch('/a.txt')).text(), 'text')
  const part = await api.fetch('/b.bin', { headers: { Range: 'bytes=1-1' } })
  assert.deepEqual([part.status, [...(await part.bytes())]], [206, [2]])
}

async function fromFunctions() {
  await using api = await mock({
    'echo/[id].POST.ts': async (request: Request, { params }: RouteContext<{ id: string }>) => {
      return { id: params.id, got: await request.json() }
    },
    'other.GET.ts': 'throw new Error("never evaluated")',
  })
  const response = await api.fetch('/echo/7', { method: 'POST', body: '{"a":1}' })
  assert.deepEqual(await response.json(), { id: '7', got: { a: 1 } })
  assert.equal((await api.fetch('/echo/7')).status, 405)
  assert.equal((await api.fetch('/other')).status, 500)
  assert.match(String(api.requests.at(-1)?.error), /"other\.GET\.ts": expected a function/)
}

async function fromModules() {
  await using api = await mock({
    'orders.ANY.ts': { GET: () => 'got', POST: async (request: Request) => request.text() },
  })
  assert.equal(await (await api.fetch('/orders')).text(), 'got')
  assert.equal(await (await api.fetch('/orders', { method: 'POST', body: 'b' })).text(), 'b')
  const refused = await api.fetch('/orders', { method: 'PUT' })
  assert.equal(refused.status, 405)
  const allowed = refused.headers.get('Allow')!.split(', ')
  assert.deepEqual(allowed.sort(), ['GET', 'HEAD', 'OPTIONS', 'POST'])
}

async function refusesFunction() {
  await assert.rejects(mock({ 'x.GET.json': () => 1 }), /"x\.GET\.json": expected a name such as/)
}

/** What types refuse is said to whoever has none. */
async function refusesNothing() {
  const untyped = mock as (files?: unknown) => Promise<unknown>
  for (const files of ['no-such-folder', '', undefined, null, 5, ['a.txt']]) {
    await assert.rejects(untyped(files), { message: expectedFiles(files) })
  }
  const cyclic: { self?: unknown } = {}
  cyclic.self = cyclic
  for (const value of [undefined, 5n, Symbol('x'), cyclic, new Map(), new Blob(['x'])]) {
    await assert.rejects(untyped({ 'x.GET.json': value }), /"x\.GET\.json": expected what JSON/)
  }
}

function expectedFiles(files: unknown): string {
  return `Cannot mock "${files}": expected a directory, or an object of files`
}

async function fromDirectory() {
  const folder = mkdtempSync(join(tmpdir(), 'webstand-mock-'))
  try {
    mkdirSync(join(folder, 'api'))
    writeFileSync(join(folder, 'api/[id].GET.json'), '{"id":"{{params.id}}"}')
    writeFileSync(join(folder, 'code.GET.mjs'), 'export default () => "ran"')
    await using api = await mock(folder)
    assert.equal(await (await api.fetch('/api/7')).text(), '{"id":"7"}')
    assert.equal((await api.fetch('/code')).status, 403)
    await using byUrl = await mock(pathToFileURL(folder))
    assert.equal((await byUrl.fetch('/api/7')).status, 200)
    await using consented = await mock(folder, { code: true })
    assert.equal(await (await consented.fetch('/code')).text(), 'ran')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function seesEdits() {
  const folder = mkdtempSync(join(tmpdir(), 'webstand-mock-'))
  try {
    mkdirSync(join(folder, 'api'))
    writeFileSync(join(folder, 'api/[id].GET.txt'), 'any')
    await using api = await mock(folder)
    const texts = async (...paths: string[]) =>
      Promise.all(paths.map(async (path) => (await api.fetch(path)).text()))
    assert.deepEqual(await texts('/api/7'), ['any'])

    writeFileSync(join(folder, 'api/7.GET.txt'), 'seven')
    mkdirSync(join(folder, 'api/deep'))
    writeFileSync(join(folder, 'api/deep/x.GET.txt'), 'deep')
    assert.deepEqual(await texts('/api/7', '/api/deep/x'), ['seven', 'deep'])

    writeFileSync(join(folder, 'api/list.MOCK.json'), '[{"body":"one"}]')
    assert.deepEqual(await texts('/api/list'), ['one'])
    writeFileSync(join(folder, 'api/list.MOCK.json'), '[{"body":"two"}]')
    assert.deepEqual(await texts('/api/list'), ['two'])

    writeFileSync(join(folder, '_redirects'), '/old /api/list 302\n')
    rmSync(join(folder, 'api/7.GET.txt'))
    assert.deepEqual(await texts('/api/7', '/old'), ['any', 'two'])

    writeFileSync(join(folder, 'api/list.MOCK.json'), '{')
    assert.deepEqual(await texts('/api/list'), ['any'])
    assert.equal(api.site.mistakes[0]?.file, 'api/list.MOCK.json')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function anyOrigin() {
  await using api = await mock({ 'x.GET.txt': 'x', 'y.POST.txt': '{{body}}' })
  assert.equal(await (await api.fetch('https://api.example.com/x?a=b')).text(), 'x')
  assert.equal(await (await api.fetch(new URL('http://localhost:3000/x'))).text(), 'x')
  const request = new Request('https://api.example.com/y', { method: 'POST', body: 'b' })
  assert.equal(await (await api.fetch(request)).text(), 'b')
}

async function remembers() {
  await using api = await mock({ 'users/[id].PUT.202.json': '{}' })
  const init = { method: 'PUT', body: '{"a":1}', headers: { 'X-Trace': 't' } }
  await api.fetch('/users/7?x=y', init)
  await api.fetch('/nowhere')
  const [first, second] = api.requests
  assert.equal(first!.method, 'PUT')
  assert.equal(first!.path, '/users/7?x=y')
  assert.equal(first!.headers.get('x-trace'), 't')
  assert.equal(first!.text, '{"a":1}')
  assert.equal(first!.status, 202)
  assert.equal(first!.why, 'users/[id].PUT.202.json  id=7')
  assert.deepEqual([second!.status, second!.text], [404, ''])
  assert.equal(api.requests.length, 2)
}

async function remembersErrors() {
  const error = new Error('as it was thrown')
  await using api = await mock({
    'x.GET.ts': () => {
      throw error
    },
  })
  const response = await api.fetch('/x')
  assert.equal(response.status, 500)
  assert.ok(!(await response.text()).includes('thrown'))
  assert.equal(api.requests[0]!.error, error)
}

async function remembersBounded() {
  await using api = await mock({ 'x.txt': 'x' }, { maxRequests: 2 })
  for (const path of ['/1', '/2', '/3']) await api.fetch(path)
  assert.deepEqual(
    api.requests.map(({ path }) => path),
    ['/2', '/3'],
  )
}

async function followsRedirects() {
  await using api = await mock({
    'docs/index.html': 'the index',
    'made.GET.txt': 'made',
    'make.POST.303.txt': '',
    _redirects: '/old /docs/ 301\n/make /made 303\n/round /round2\n/round2 /round\n',
  })
  assert.equal(await (await api.fetch('/old')).text(), 'the index')
  assert.equal(await (await api.fetch('/make', { method: 'POST', body: 'x' })).text(), 'made')
  assert.equal((await api.fetch('/old', { redirect: 'manual' })).status, 301)
  await assert.rejects(api.fetch('/round'), TypeError)
  await assert.rejects(api.fetch('/old', { redirect: 'error' }), TypeError)
}

async function keepsApart() {
  const files = { 'job(1).GET.202.json': '1', 'job(2).GET.200.json': '2' }
  await using one = await mock(files)
  await using other = await mock(files)
  assert.equal((await one.fetch('/job')).status, 202)
  assert.equal((await one.fetch('/job')).status, 200)
  assert.equal((await other.fetch('/job')).status, 202)
}

async function saysMistakes() {
  await using api = await mock({ 'x.GET.json.bak': '', 'y.GET.json': '{}' })
  assert.deepEqual(
    api.site.routes.map(({ method, pattern }) => `${method} ${pattern}`),
    ['GET /y'],
  )
  assert.equal(api.site.mistakes[0]!.file, 'x.GET.json.bak')
}

async function readsYaml() {
  await using api = await mock({ 'x.MOCK.yaml': '- status: 201\n  body: { a: 1 }\n' })
  const response = await api.fetch('/x')
  assert.deepEqual([response.status, await response.json()], [201, { a: 1 }])
}

async function hasNoUrl() {
  await using api = await mock({})
  assert.throws(() => api.url, /listen: true/)
}

async function listens() {
  const api = await mock({ 'x.GET.txt': 'x', 'y.POST.txt': '{{body}}' }, { listen: true })
  const url = new URL('y', api.url)
  assert.equal(await (await fetch(url, { method: 'POST', body: 'b' })).text(), 'b')
  assert.deepEqual(
    api.requests.map(({ method, path, text, status }) => [method, path, text, status]),
    [['POST', '/y', 'b', 200]],
  )
  await api[Symbol.asyncDispose]()
  await assert.rejects(fetch(url))
}
