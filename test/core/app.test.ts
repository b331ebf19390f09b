import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles, readSite, type Site } from '../../src/index.ts'

const source = memoryFiles({
  'hello.txt': 'abcdefghijklmnopqrstuvwxyz',
  'site/index.html': '<h1>site</h1>',
  'dir/a.txt': 'a',
  'dir/sub/b.txt': 'b',
  '.env': 'SECRET',
  'api/users.GET.json': '[{"id":1}]',
  'api/users.POST.201.json': '{"id":2}',
  'api/users/[id].GET.json': '{"id":"{{params.id}}","q":"{{query.q}}","other":"{{else}}"}',
  'api/users/[id].DELETE.204.json': '',
  'api/users/me.txt': 'a file beside a parameter',
  'note.txt.GET.json': 'never raw',
})
const app = createApp({ source })

describe('createApp()', () => {
  test.each([[undefined], [{}], [{ source: 'site' }]])(
    'refuses %o, which has no source',
    (options) => {
      const untyped = createApp as (options: unknown) => unknown
      expect(() => untyped(options)).toThrow(/^Cannot show nothing: expected a source/)
    },
  )

  test('answers a file with its type, length and validators', async () => {
    const response = await app.request('/hello.txt')
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '26',
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'last-modified': 'Wed, 01 Jan 2020 00:00:00 GMT',
    })
    expect(response.headers.get('etag')).toMatch(/^"[^"]+"$/)
    expect(await response.text()).toBe('abcdefghijklmnopqrstuvwxyz')
  })

  test('answers HEAD with the fields of GET and no content', async () => {
    const get = await app.request('/hello.txt')
    const head = await app.request('/hello.txt', { method: 'HEAD' })
    expect([...head.headers]).toEqual([...get.headers])
    expect(await head.text()).toBe('')
  })

  test('answers one range', async () => {
    const response = await app.request('/hello.txt', { headers: { Range: 'bytes=-3' } })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe('bytes 23-25/26')
    expect(await response.text()).toBe('xyz')
  })

  test('answers several ranges as parts, with their length', async () => {
    const response = await app.request('/hello.txt', { headers: { Range: 'bytes=0-1,5-6' } })
    const text = await response.text()
    expect(response.status).toBe(206)
    expect(response.headers.get('content-type')).toMatch(/^multipart\/byteranges; boundary=/)
    expect(response.headers.get('content-length')).toBe(String(text.length))
    expect(text).toContain('Content-Range: bytes 5-6/26\r\n\r\nfg\r\n')
  })

  test('answers 416 with the size where no range is in the file', async () => {
    const response = await app.request('/hello.txt', { headers: { Range: 'bytes=99-' } })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */26')
  })

  test('answers 304 where the client has the file, and 412 where it has another', async () => {
    const etag = (await app.request('/hello.txt')).headers.get('etag')!
    const same = await app.request('/hello.txt', { headers: { 'If-None-Match': etag } })
    expect([same.status, same.headers.get('etag')]).toEqual([304, etag])
    expect(same.headers.get('content-length')).toBe(null)
    const other = await app.request('/hello.txt', { headers: { 'If-Match': '"x"' } })
    expect(other.status).toBe(412)
  })

  test.each([
    ['/site', '/site/'],
    ['/site?a=//evil.test', '/site/?a=//evil.test'],
    ['//hello.txt', '/hello.txt'],
    ['/%68ello.txt?x', '/hello.txt?x'],
    ['//dir', '/dir/'],
    ['/dir//', '/dir/'],
  ])('redirects %s to %s', async (path, location) => {
    const response = await app.request(`http://localhost${path}`)
    expect([response.status, response.headers.get('location')]).toEqual([307, location])
    expect(response.headers.get('content-length')).toBe('0')
  })

  test.each([
    ['/nope', 404],
    ['/.env', 404],
    ['/hello.txt/', 404],
    ['/HELLO.txt', 404],
    ['/%', 400],
    ['/note.txt.GET.json', 404],
    ['/api/users.GET.json', 404],
    ['/..%2fhello.txt', 404],
  ])('answers %s with %i', async (path, status) => {
    expect((await app.request(path)).status).toBe(status)
  })

  test('lists a folder as a page, as JSON and as text', async () => {
    const page = await app.request('/dir/', { headers: { Accept: 'text/html' } })
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await page.text()).toContain('href="./a.txt"')
    const json = await app.request('/dir/?format=json')
    expect(await json.json()).toMatchObject([
      { name: 'sub', type: 'directory', href: './sub/' },
      { name: 'a.txt', type: 'file', size: 1, href: './a.txt' },
    ])
    const text = await app.request('/dir/', { headers: { Accept: 'text/plain' } })
    expect(await text.text()).toBe('sub/\na.txt\n')
  })

  test('answers a route, with and without a slash at its end', async () => {
    for (const path of ['/api/users', '/api/users/', '//api/users']) {
      const response = await app.request(`http://localhost${path}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(await response.json()).toEqual([{ id: 1 }])
    }
  })

  test('answers another method with its own status', async () => {
    const response = await app.request('/api/users', { method: 'POST', body: '{}' })
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({ id: 2 })
    expect((await app.request('/api/users/7', { method: 'DELETE' })).status).toBe(204)
  })

  test('fills a template, escaped, and leaves what it does not know', async () => {
    const response = await app.request('/api/users/a%22b?q=%5C')
    expect(await response.json()).toEqual({ id: 'a"b', q: '\\', other: '{{else}}' })
  })

  test('prefers a file to a route with parameters', async () => {
    expect(await (await app.request('/api/users/me.txt')).text()).toBe('a file beside a parameter')
  })

  test.each([
    ['/hello.txt', 'POST', 'GET, HEAD, OPTIONS'],
    ['/api/users', 'DELETE', 'GET, POST, HEAD, OPTIONS'],
    ['/api/users/7', 'PUT', 'GET, DELETE, HEAD, OPTIONS'],
    ['/api/users/me.txt', 'PUT', 'GET, DELETE, HEAD, OPTIONS'],
    ['/dir/', 'POST', 'GET, HEAD, OPTIONS'],
  ])('answers %s %s with 405 and all that the path has', async (path, method, allow) => {
    const response = await app.request(path, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    const options = await app.request(path, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow])
  })

  test.each([
    ['/nope', 'text/html,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['/nope', 'application/json', 'application/problem+json'],
    ['/nope', '*/*', 'text/plain; charset=utf-8'],
  ])('answers an error at %s for %s as %s', async (path, accept, type) => {
    const folder = createApp({ source: memoryFiles({ 'a.txt': '', 'api/x.GET.json': '' }) })
    const response = await folder.request(path, { headers: { Accept: accept } })
    expect(response.headers.get('content-type')).toBe(type)
    const api = await folder.request('/api/nope', { headers: { Accept: '*/*' } })
    expect(await api.json()).toMatchObject({ status: 404, title: 'Not Found' })
  })

  test('explains which step answered and why', async () => {
    const { notes, steps } = await app.explain(new Request('http://localhost/api/users/7'))
    expect(steps.map(({ name }) => name)).toEqual([
      ...['canonical', 'method', 'control', 'cors', 'rules', 'route', 'file', 'pattern'],
    ])
    expect(steps.map(({ isAnswer }) => isAnswer)).toEqual([...Array(7).fill(false), true])
    expect(steps.at(-1)?.reasons).toEqual(['api/users/[id].GET.json  id=7'])
    expect(notes.at(-1)).toEqual({ step: 'route', reason: 'api/users/[id].GET.json  id=7' })
  })

  test('says of which file a 304 is, and a 406', async () => {
    const reasonFor = async (path: string, headers: HeadersInit) => {
      const { response, notes } = await app.explain(
        new Request(`http://localhost${path}`, { headers }),
      )
      return [response.status, notes.at(-1)]
    }
    expect(await reasonFor('/hello.txt', { 'If-None-Match': '*' })).toEqual([
      304,
      { step: 'file', reason: 'hello.txt  not modified' },
    ])
    expect(await reasonFor('/hello.txt', { 'Accept-Encoding': 'identity;q=0' })).toEqual([
      406,
      { step: 'file', reason: 'hello.txt  no coding of it is acceptable' },
    ])
    expect(await reasonFor('/api/users', { 'If-None-Match': '*' })).toEqual([
      304,
      { step: 'route', reason: 'api/users.GET.json  not modified' },
    ])
  })

  test.each([
    ['/api/users.GET.json', 'the source of the route GET /api/users'],
    ['/api/two.MOCK.json', 'the source of the routes GET /api/two, POST /api/two'],
    ['/api/echo.ANY.ts.bak', 'expected NAME.METHOD[.STATUS].EXTENSION; it is not served'],
    ['/api/other.GET.json', null],
  ])('says to its owner, and in the log, that %s is %s', async (path, role) => {
    const mocked = createApp({
      source: memoryFiles({
        'api/users.GET.json': '[]',
        'api/users/[id].GET.json': '{}',
        'api/two.MOCK.json': '[{ "body": 1 }, { "method": "POST", "body": 2 }]',
        'api/echo.ANY.ts.bak': '',
      }),
    })
    const { response, notes } = await mocked.explain(new Request(`http://localhost${path}`))
    expect(response.status).toBe(404)
    expect(notes.at(-1)?.reason).toBe(role ?? 'nothing is here')
    const page = await mocked.request(path, { headers: { Accept: 'text/html' } })
    expect(await page.text()).not.toContain('for the owner alone')
    const hints = async (ip: string) =>
      (await mocked.request(path, { headers: { Accept: 'text/plain' } }, { ip })).text()
    expect((await hints('127.0.0.1')).includes(role ?? 'the source of')).toBe(role !== null)
    expect(await hints('203.0.113.9')).not.toContain(role ?? 'the source of')
    const own = await mocked.request(
      path,
      { headers: { Accept: 'text/html' } },
      { ip: '127.0.0.1' },
    )
    expect(await own.text()).toContain('Near misses, for the owner alone:')
  })

  test('answers 500 without detail, and tells the owner', async () => {
    const errors: unknown[] = []
    const broken = createApp({
      source: { find: () => Promise.reject(new Error('disk on fire')) },
      mocks: 'never',
      onError: (error) => errors.push(error),
    })
    const response = await broken.request('/x')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('fire')
    expect(errors).toHaveLength(1)
  })

  test('answers 503 where the system has no room, and says when to ask again', async () => {
    for (const code of ['EMFILE', 'ENFILE', 'ENOMEM']) {
      const crowded = createApp({
        source: { find: () => Promise.reject(Object.assign(new Error('no room'), { code })) },
        mocks: 'never',
      })
      const response = await crowded.request('/x')
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
    }
  })

  test('checks Host only where it is told to', async () => {
    const guarded = createApp({ source, hosts: ['demo.example'] })
    const status = async (host: string) =>
      (await guarded.request(`http://${host}/hello.txt`)).status
    expect(await status('evil.example')).toBe(421)
    expect(await status('localhost.evil.example')).toBe(421)
    for (const host of ['localhost:1', 'a.localhost', '127.0.0.1', '[::1]:8', 'demo.example:9']) {
      expect(await status(host)).toBe(200)
    }
  })
})

describe('a file that goes while it is asked for', () => {
  test('is 404, and not a method that the path has', async () => {
    const files = memoryFiles({ 'a.txt': 'a' })
    let isThere = true
    const vanishing = {
      find(path: string) {
        const entry = isThere ? files.find(path) : null
        if (path !== 'a.txt' || entry === null || entry instanceof Promise) return entry
        const body = () => {
          isThere = false
          return null
        }
        return { ...entry, body } as typeof entry
      },
    }
    const response = await createApp({ source: vanishing }).request('/a.txt')
    expect(response.status).toBe(404)
  })
})

describe('createApp({ refresh })', () => {
  test('asks again where the site is another, before a 404 and before a 405', async () => {
    const source = memoryFiles({ 'a.GET.txt': 'a', 'a.POST.txt': 'posted', 'b.GET.txt': 'b' })
    const whole = await readSite(source)
    const first = { ...whole, routes: whole.routes.filter(({ pattern }) => pattern === '/none') }
    const second = { ...whole, routes: whole.routes.filter(({ method }) => method === 'GET') }
    const asked: string[] = []
    let site: Site = first
    const refresh = (path: readonly string[]) => {
      asked.push(path.join('/'))
      site = site === first ? second : whole
    }
    const app = createApp({ source, site: () => site, refresh })
    expect(await (await app.request('/a')).text()).toBe('a')
    expect(await (await app.request('/a', { method: 'POST' })).text()).toBe('posted')
    expect((await app.request('/c')).status).toBe(404)
    expect(await (await app.request('/b')).text()).toBe('b')
    expect(asked).toEqual(['a', 'a', 'c'])
  })
})
