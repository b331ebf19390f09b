import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

const source = memoryFiles({
  'index.html': '<h1>hi</h1>',
  'data.json': '{}',
  _redirects: '/v1/* /api/:splat 200\n',
  _headers: '/*\n  Access-Control-Allow-Origin: *\n  X-Owner: yes\n',
  'api/users.GET.json': '[]',
  'api/users.POST.201.json': '{}',
  'api/users/[id].PUT.json': '{}',
  'api/users/me.txt': 'a file among routes',
  'api/broken.GET.500.json': '{}',
  'api/own.OPTIONS.204.json': '',
  'shop/[id]/price.GET.json': '1',
})
const bare = memoryFiles({ 'data.json': '{}', 'api/users.GET.json': '[]' })

const app = createApp({ source })
const page = 'http://localhost:5173'
const stranger = 'https://evil.example'

/** What an answer lets the scripts of an origin do. */
async function grantOf(path: string, origin: string | null, init: RequestInit = {}, to = app) {
  const headers = new Headers(init.headers)
  if (origin !== null) headers.set('Origin', origin)
  const { status, headers: fields } = await to.request(path, { ...init, headers })
  return {
    status,
    origin: fields.get('access-control-allow-origin'),
    credentials: fields.get('access-control-allow-credentials'),
    exposed: fields.get('access-control-expose-headers'),
    vary: fields.get('vary'),
    fields,
  }
}

function preflight(path: string, origin: string, fields: Record<string, string> = {}, to = app) {
  const headers = { 'Access-Control-Request-Method': 'GET', ...fields }
  return grantOf(path, origin, { method: 'OPTIONS', headers }, to)
}

const pages = [
  'http://localhost',
  'http://localhost:5173',
  'https://localhost:5173',
  'http://a.localhost:1',
  'http://127.0.0.1:8080',
  'http://127.9.9.9',
  'http://[::1]:3000',
]

const strangers = [
  'null',
  '',
  'http://localhost.evil.example',
  'http://localhost:5173.evil.example',
  'http://evil.example#localhost',
  'http://evillocalhost',
  'http://127.0.0.1.evil.example',
  'http://127.0.0.1@evil.example',
  'ftp://localhost',
  'http://localhost:5173/',
  'http://localhost, http://localhost',
  'http://LOCALHOST',
  stranger,
]

describe('a route', () => {
  test.each(pages)('may be read by pages of %s, with credentials', async (origin) => {
    const grant = await grantOf('/api/users', origin)
    expect(grant).toMatchObject({ status: 200, origin, credentials: 'true', vary: 'Origin' })
    expect(grant.exposed).toBe('Location, Link, X-Total-Count, Retry-After, ETag')
  })

  test.each(strangers)('may not be read by pages of "%s"', async (origin) => {
    const to = createApp({ source: bare })
    const grant = await grantOf('/api/users', origin, {}, to)
    expect(grant).toMatchObject({ status: 200, origin: null, credentials: null })
  })

  test('says that the answer depends on who asks, also to who says nothing', async () => {
    expect(await grantOf('/api/users', null)).toMatchObject({ vary: 'Origin', credentials: null })
    expect((await grantOf('/data.json', null)).vary).not.toContain('Origin')
  })

  test.each([
    ['/api/broken', 'GET', 500],
    ['/api/users', 'DELETE', 405],
    ['/api/nope', 'GET', 404],
    ['/api/users/7', 'PUT', 200],
    ['/shop/7/price', 'GET', 200],
    ['/v1/users', 'GET', 200],
  ])('shares %s %s, which is a %i', async (path, method, status) => {
    const grant = await grantOf(path, page, { method })
    expect(grant).toMatchObject({ status, origin: page, credentials: 'true' })
  })

  test('goes before what the rules of the owner say', async () => {
    const grant = await grantOf('/api/users', page)
    expect(grant.origin).toBe(page)
    expect(grant.fields.get('x-owner')).toBe('yes')
  })

  test('is not shared where that is switched off', async () => {
    const to = createApp({ source: bare, cors: null })
    expect(await grantOf('/api/users', page, {}, to)).toMatchObject({ origin: null, vary: null })
    expect(await preflight('/api/users', page, {}, to)).toMatchObject({ status: 204, origin: null })
  })
})

describe('a file', () => {
  test('is not shared, also where routes are around it', async () => {
    const to = createApp({ source: memoryFiles({ 'a.txt': 'a', '[...rest].GET.json': '{}' }) })
    expect(await grantOf('/a.txt', page, {}, to)).toMatchObject({ origin: null, credentials: null })
    expect(await grantOf('/b.txt', page, {}, to)).toMatchObject({ origin: page })
  })

  test('is shared as the rules of the owner say', async () => {
    const grant = await grantOf('/api/users/me.txt', page)
    expect(grant).toMatchObject({ status: 200, origin: '*', credentials: null })
  })

  test('is shared with the origins that were named, with credentials', async () => {
    const friend = 'https://app.example'
    const to = createApp({ source: bare, cors: [friend] })
    for (const path of ['/data.json', '/api/users', '/nope', '/']) {
      const grant = await grantOf(path, friend, {}, to)
      expect(grant).toMatchObject({ origin: friend, credentials: 'true' })
      expect(grant.vary).toContain('Origin')
      expect(grant.exposed).toMatch(/Retry-After, ETag, Accept-Ranges, Content-Range/)
      expect(await grantOf(path, page, {}, to)).toMatchObject({ origin: page })
      expect(await grantOf(path, stranger, {}, to)).toMatchObject({ origin: null })
    }
  })

  test('is shared with all others without credentials', async () => {
    const to = createApp({ source: bare, cors: ['*'] })
    for (const origin of [...strangers.filter((name) => name !== ''), 'null']) {
      const grant = await grantOf('/data.json', origin, {}, to)
      expect(grant).toMatchObject({ origin: '*', credentials: null })
    }
    expect(await grantOf('/data.json', page, {}, to)).toMatchObject({ credentials: 'true' })
  })
})

describe('a preflight', () => {
  test.each([
    ['/api/users', 'GET, POST, HEAD'],
    ['/api/users/7', 'PUT'],
    ['/api/users/me.txt', 'GET, PUT, HEAD'],
    ['/v1/users', 'GET, POST, HEAD'],
    ['/api/nope', 'GET, HEAD, POST, PUT, PATCH, DELETE'],
  ])('for %s allows %s', async (path, methods) => {
    const { status, origin, credentials, fields } = await preflight(path, page)
    expect([status, origin, credentials]).toEqual([204, page, 'true'])
    expect(fields.get('access-control-allow-methods')).toBe(methods)
    expect(fields.get('vary')).toMatch(/Origin.*Access-Control-Request-Headers/)
  })

  test('allows the fields that it asks for, and no nonsense', async () => {
    const allowed = async (names: string) => {
      const fields = { 'Access-Control-Request-Headers': names }
      return (await preflight('/api/users', page, fields)).fields.get(
        'access-control-allow-headers',
      )
    }
    expect(await allowed('content-type, x-token')).toBe('content-type, x-token')
    expect(await allowed('<script>')).toBe(null)
  })

  test('of a page from elsewhere for this machine is granted to those that were named', async () => {
    const fields = { 'Access-Control-Request-Private-Network': 'true' }
    const named = createApp({ source: bare, cors: [stranger, '*'] })
    const allowed = async (origin: string) =>
      (await preflight('/data.json', origin, fields, named)).fields.get(
        'access-control-allow-private-network',
      )
    expect(await allowed(stranger)).toBe('true')
    expect(await allowed('https://other.example')).toBe(null)
  })

  test('is refused by name', async () => {
    const to = createApp({ source: bare })
    for (const path of ['/api/users', '/data.json']) {
      const headers = { Origin: stranger, 'Access-Control-Request-Method': 'GET' }
      const request = new Request(`http://localhost${path}`, { method: 'OPTIONS', headers })
      const { response, notes } = await to.explain(request)
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
        403,
        null,
      ])
      expect(await response.text()).toContain(`--cors ${stranger}`)
      expect(notes.at(-1)?.reason).toContain(`--cors ${stranger}`)
    }
    const odd = await preflight('/data.json', 'http://a;reboot', {}, to)
    expect(odd.status).toBe(403)
  })

  test('is left to a route of the owner', async () => {
    const grant = await preflight('/api/own', page)
    expect(grant).toMatchObject({ status: 204, origin: page })
    expect(grant.fields.get('access-control-allow-methods')).toBe('OPTIONS')
  })

  test('is an OPTIONS of a script only', async () => {
    const response = await app.request('/api/users', { method: 'OPTIONS' })
    expect(response.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
  })
})

describe('an answer of code', () => {
  const own = new Response('made by code', { headers: { Vary: 'X-Own', 'Set-Cookie': 'a=1' } })
  const module = {
    GET: () => own,
    PUT: () => Response.redirect('http://localhost/elsewhere'),
    HEAD: () => new Response('dropped'),
  }
  const files = memoryFiles({ 'code.ANY.ts': '' })
  const to = createApp({ source: files, code: () => module })

  test('is the same answer, with the fields for scripts', async () => {
    const response = await to.request('/code', { headers: { Origin: page } })
    expect(response).toBe(own)
    expect(response.headers.get('access-control-allow-origin')).toBe(page)
    expect(response.headers.get('vary')).toBe('X-Own, Origin')
    expect(response.headers.getSetCookie()).toEqual(['a=1'])
    expect(await response.text()).toBe('made by code')
  })

  test('is made anew where its fields cannot be changed', async () => {
    const grant = await grantOf('/code', page, { method: 'PUT' }, to)
    expect(grant).toMatchObject({ status: 302, origin: page, credentials: 'true' })
    expect(grant.fields.get('location')).toBe('http://localhost/elsewhere')
    const head = await to.request('/code', { method: 'HEAD', headers: { Origin: page } })
    expect([await head.text(), head.headers.get('access-control-allow-origin')]).toEqual(['', page])
  })
})

test('isolated pages say so on every answer', async () => {
  const to = createApp({ source, isolated: true, hosts: [] })
  for (const path of [
    '/',
    '/data.json',
    '/api/users',
    '/nope',
    '/%',
    '/api',
    'http://evil.example/',
  ]) {
    const { headers } = await to.request(path)
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  }
  expect((await app.request('/')).headers.get('cross-origin-opener-policy')).toBe(null)
})
