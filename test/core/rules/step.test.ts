import { describe, expect, test } from 'vitest'
import { type AppOptions, createApp, memoryFiles, readSite } from '../../../src/index.ts'

const files = {
  'hello.txt': 'hello',
  'new.txt': 'new',
  'dir/a.txt': 'a',
  'api/users.GET.json': '[]',
  'api/users/[id].GET.json': '{"id":"{{params.id}}"}',
}

function appOf(rules: { redirects?: string; headers?: string }, options: Partial<AppOptions> = {}) {
  const { redirects = '', headers = '' } = rules
  const source = memoryFiles({ ...files, _redirects: redirects, _headers: headers })
  return createApp({ source, ...options })
}

const redirects = `
/old /new.txt
/q /new?z=1
/h /new#frag
/gone /dir/ 301
/back https://docs.example/x?y#z 308
/self https://me.example/new.txt
/own*-:x https://me.example/:splat/:x
/twice //evil.test/x
/slashes /\\evil.test/x
/b/* /c/:splat 307
/go/:id /item/:id?from=:id
/dd/* //evil.test/:splat
/out/* https://docs.example/:splat
/:sub/at https://:sub.docs.example/
/s/* /:splat
/hello.txt /new.txt
`

describe('_redirects', () => {
  const app = appOf({ redirects })

  test.each([
    ['/old', 302, '/new.txt'],
    ['/old?a=1', 302, '/new.txt?a=1'],
    ['/q?a=1', 302, '/new?z=1'],
    ['/h?a=1', 302, '/new?a=1#frag'],
    ['/gone', 301, '/dir/'],
    ['/back?a=1', 308, 'https://docs.example/x?y#z'],
    ['/twice', 302, '/evil.test/x'],
    ['/slashes', 302, '/evil.test/x'],
    ['/b/a%20b', 307, '/c/a%20b'],
    ['/b/', 307, '/c/'],
    ['/go/a%26b', 302, '/item/a%26b?from=a%26b'],
    ['/dd/x', 302, '/evil.test/x'],
    ['/out/a?b', 302, 'https://docs.example/a?b'],
    ['/a/at', 302, 'https://a.docs.example/'],
    ['/hello.txt', 302, '/new.txt'], // before a file of that name
    ['/s//evil.test', 302, '/evil.test'],
    ['/s/%2Fevil.test', 302, '/%2Fevil.test'],
    ['/s/%5Cevil.test', 302, '/%5Cevil.test'],
    ['/s/https:/evil.test', 302, '/https%3A/evil.test'],
    ['/s/%0d%0aSet-Cookie:a', 302, '/%0D%0ASet-Cookie%3Aa'],
    ['//old', 302, '/new.txt'],
  ])('redirects %s with %i to %s', async (path, status, location) => {
    const response = await app.request(`http://localhost${path}`)
    expect([response.status, response.headers.get('location')]).toEqual([status, location])
    expect(await response.text()).toBe('')
  })

  test.each([
    '/old/',
    '/OLD',
    '/b',
    '/go/a/b',
    '/evil.test%2F/at',
    '/evil.test%23/at',
    '/a%40b/at',
  ])('does not redirect %s', async (path) => {
    expect((await app.request(path)).status).toBe(404)
  })

  test('stays on the site by its path where the target names the site', async () => {
    const response = await app.request('https://me.example/self?a')
    expect(response.headers.get('location')).toBe('/new.txt?a')
  })

  test('leads to no other site where nothing is between two slashes', async () => {
    const response = await app.request('https://me.example/own-evil.test')
    expect(response.headers.get('location')).toBe('/evil.test')
  })

  test('redirects any method', async () => {
    const response = await app.request('/old', { method: 'POST', body: 'x' })
    expect([response.status, response.headers.get('location')]).toEqual([302, '/new.txt'])
  })

  test('is below the base, and leads below it', async () => {
    const based = appOf({ redirects }, { base: '/files' })
    const response = await based.request('/files/old?a')
    expect(response.headers.get('location')).toBe('/files/new.txt?a')
    expect((await based.request('/old')).status).toBe(404)
  })

  test('lets another path answer with status 200, also a route', async () => {
    const rewriting = appOf({
      redirects: '/a /new.txt 200\n/v1/* /api/:splat 200\n/no /nothing 200\n/dir2 /dir 200',
    })
    expect(await (await rewriting.request('/a')).text()).toBe('new')
    expect(await (await rewriting.request('/v1/users/7')).json()).toEqual({ id: '7' })
    expect((await rewriting.request('/no')).status).toBe(404)
    const folder = await rewriting.request('/dir2?x')
    expect([folder.status, folder.headers.get('location')]).toEqual([307, '/dir/?x'])
    expect((await rewriting.request('/a', { method: 'POST' })).status).toBe(405)
  })

  test('explains with the line', async () => {
    const { steps, response } = await app.explain(new Request('http://localhost/old'))
    expect(response.status).toBe(302)
    expect(steps.at(-1)).toEqual({
      name: 'rules',
      isAnswer: true,
      reasons: ['_redirects:2  /new.txt'],
    })
  })
})

const headers = `
/foo.txt
  X-A: 1
/hello.txt
  X-A: 1
  X-B: a
  X-B: b
  Cache-Control: public, max-age=60
  Set-Cookie: a=1
  Set-Cookie: b=2
  ! X-Content-Type-Options
/*
  X-A: 2
/:name
  X-Name: :name
/dir/*
  ! x-a
/never/*
  Cache-Control: public, max-age=31536000, immutable
  Expires: Thu, 01 Jan 2099 00:00:00 GMT
/private/*
  Cache-Control: no-store
/jump
  X-A: jump
`

describe('_headers', () => {
  const app = appOf({ headers, redirects: '/jump /new.txt' })
  const fields = async (path: string, init?: RequestInit) =>
    Object.fromEntries((await app.request(path, init)).headers)

  test('sets, appends, takes away, and fills placeholders', async () => {
    const response = await app.request('/hello.txt')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-a': '1, 2',
      'x-b': 'a, b',
      'x-name': 'hello.txt',
      'cache-control': 'public, max-age=60',
      'content-length': '5',
      'content-type': 'text/plain; charset=utf-8',
    })
    expect(response.headers.get('x-content-type-options')).toBe(null)
    expect(await fields('/dir/a.txt')).not.toHaveProperty('x-a')
  })

  test('holds for 206, 304, 307, 404, 405, 204, listings, redirects and routes', async () => {
    const etag = (await fields('/hello.txt')).etag!
    const cases: [path: string, init: RequestInit, status: number, field: string][] = [
      ['/hello.txt', { headers: { Range: 'bytes=0-0' } }, 206, '1, 2'],
      ['/hello.txt', { headers: { 'If-None-Match': etag } }, 304, '1, 2'],
      ['http://localhost//hello.txt', {}, 307, '1, 2'],
      ['/nope', {}, 404, '2'],
      ['/new.txt', { method: 'POST' }, 405, '2'],
      ['/new.txt', { method: 'OPTIONS' }, 204, '2'],
      ['/', {}, 200, '2'],
      ['/api/users', {}, 200, '2'],
      ['/jump', {}, 302, '2, jump'],
    ]
    for (const [path, init, status, field] of cases) {
      const response = await app.request(path, init)
      expect([path, response.status, response.headers.get('x-a')]).toEqual([path, status, field])
    }
  })

  test('does not hold for what is refused before', async () => {
    const guarded = appOf({ headers }, { hosts: [] })
    for (const [url, status] of [
      ['http://evil.example/', 421],
      ['http://localhost/%', 400],
    ] as const) {
      const response = await guarded.request(url)
      expect([response.status, response.headers.get('x-a')]).toEqual([status, null])
    }
  })

  test('never lets an error be stored', async () => {
    expect(await fields('/never/x')).toMatchObject({ 'cache-control': 'no-cache', 'x-a': '2' })
    expect(await fields('/never/x')).not.toHaveProperty('expires')
    expect(await fields('/private/x')).toMatchObject({ 'cache-control': 'no-store' })
  })

  test('may say the coding that a file has, and then the file is sent as it is', async () => {
    const text = 'a'.repeat(5000)
    const source = memoryFiles({ 'a.js': text, _headers: '/*\n Content-Encoding: x-own' })
    const own = createApp({ source })
    const init = { headers: { 'Accept-Encoding': 'gzip' } }
    const response = await own.request('/a.js', init)
    expect(response.headers.get('content-encoding')).toBe('x-own')
    expect(response.headers.get('content-length')).toBe('5000')
    expect((await own.request('/b.js', init)).headers.get('content-encoding')).toBe(null)
  })

  test('may say that content is not to be coded on its way', async () => {
    const source = memoryFiles({
      'a.js': 'a'.repeat(5000),
      'a.GET.txt': 'a'.repeat(5000),
      'b.MOCK.json': JSON.stringify([
        { body: 'b'.repeat(5000), headers: { 'Cache-Control': 'no-transform' } },
      ]),
      _headers: '/a*\n Cache-Control: max-age=60, No-Transform',
    })
    const own = createApp({ source })
    for (const path of ['/a.js', '/a', '/b']) {
      const response = await own.request(path, { headers: { 'Accept-Encoding': 'gzip' } })
      expect([response.status, response.headers.get('content-encoding')]).toEqual([200, null])
      expect(response.headers.get('content-length')).toBe('5000')
    }
  })

  test('describes a file, not an error or several ranges of it', async () => {
    const own = appOf({ headers: '/*\n Content-Type: text/x-own\n X-A: 1' })
    const type = async (path: string, init?: RequestInit) => {
      const response = await own.request(path, init)
      expect(response.headers.get('x-a')).toBe('1')
      return response.headers.get('content-type')
    }
    expect(await type('/hello.txt')).toBe('text/x-own')
    expect(await type('/nope')).toBe('text/plain; charset=utf-8')
    const parts = await type('/hello.txt', { headers: { Range: 'bytes=0-0,2-2' } })
    expect(parts).toMatch(/^multipart\/byteranges/)
  })

  test('describes each part of a file: RFC 9110 §14.6', async () => {
    const own = appOf({ headers: '/*\n Content-Type: text/x-own' })
    const response = await own.request('/hello.txt', { headers: { Range: 'bytes=0-0,2-2' } })
    expect((await response.text()).match(/^Content-Type: .*$/gm)).toEqual([
      'Content-Type: text/x-own',
      'Content-Type: text/x-own',
    ])
  })

  test.each([
    ['Cookie', 'Accept-Encoding, Cookie'],
    ['accept-encoding', 'Accept-Encoding'],
    ['*', '*'],
  ])('adds "%s" to what an answer depends on by itself', async (names, vary) => {
    const own = appOf({ headers: `/*\n Vary: ${names}` })
    expect((await own.request('/hello.txt')).headers.get('vary')).toBe(vary)
  })

  test('takes Vary away where it says so', async () => {
    const own = appOf({ headers: '/*\n ! Vary\n Vary: Cookie' })
    expect((await own.request('/hello.txt')).headers.get('vary')).toBe('Cookie')
  })

  test('may say that there are no ranges, and then there are none', async () => {
    const own = appOf({ headers: '/*\n Accept-Ranges: none' })
    const response = await own.request('/hello.txt', { headers: { Range: 'bytes=0-0' } })
    expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, 'none'])
    expect(response.headers.get('content-range')).toBe(null)
  })

  test('is matched with the path that was asked, not the one that answers', async () => {
    const rewriting = appOf({ headers, redirects: '/foo.txt /dir/a.txt 200' })
    const response = await rewriting.request('/foo.txt')
    expect([await response.text(), response.headers.get('x-a')]).toEqual(['a', '1, 2'])
  })

  test('is matched below the base', async () => {
    const response = await appOf({ headers }, { base: '/files' }).request('/files/foo.txt')
    expect(response.headers.get('x-a')).toBe('1, 2')
  })
})

describe('rules files', () => {
  test('are never sent or listed', async () => {
    for (const mocks of ['auto', 'never'] as const) {
      const app = appOf({ redirects: '/a /b', headers: '/a\n X-A: 1' }, { mocks })
      for (const path of ['/_redirects', '/_headers', '/_headers/', '/%5Fheaders']) {
        expect((await app.request(path)).status, path).toBe(404)
      }
      const listing = await app.request('/?format=json')
      const names = ((await listing.json()) as { name: string }[]).map(({ name }) => name)
      expect(names).not.toContain('_headers')
      expect(names).toContain('hello.txt')
      expect((await app.request('/a')).status).toBe(302)
    }
    const { steps } = await appOf({}).explain(new Request('http://localhost/_headers'))
    expect(steps.at(-1)!.reasons).toEqual(['a rules file, which is read and never sent'])
  })

  test('are files like others below the root', async () => {
    const app = createApp({ source: memoryFiles({ 'dist/_headers': '/a' }) })
    expect(await (await app.request('/dist/_headers')).text()).toBe('/a')
  })

  test('are part of a site that is JSON, with their mistakes', async () => {
    const source = memoryFiles({ ...files, _redirects: '/a\n/old /new.txt', _headers: 'X: y' })
    const site = await readSite(source)
    expect(site.mistakes).toMatchObject([
      { file: '_headers', line: 1 },
      { file: '_redirects', line: 1 },
    ])
    const again = createApp({ source, site: JSON.parse(JSON.stringify(site)) })
    expect((await again.request('/old')).headers.get('location')).toBe('/new.txt')
  })

  test('may be edited while the server runs', async () => {
    const source = memoryFiles({ ...files, _redirects: '/a /1' })
    let site = await readSite(source)
    const app = createApp({ source, site: () => site })
    const target = async () => (await app.request('/a')).headers.get('location')
    expect(await target()).toBe('/1')
    site = await readSite(memoryFiles({ _redirects: '/a /2' }))
    expect(await target()).toBe('/2')
  })

  test('that are too large are not read, and said', async () => {
    const source = memoryFiles({ _headers: '#'.repeat(4 * 1024 * 1024 + 1) })
    expect((await readSite(source)).mistakes).toMatchObject([{ file: '_headers' }])
  })
})
