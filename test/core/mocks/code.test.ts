import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { createApp, memoryFiles, type RouteContext, type RouteModule } from '../../../src/index.ts'

/** The modules of an app, by the names of their files. */
type Modules = Record<string, RouteModule>

function appOf(modules: Modules, files: Record<string, string> = {}) {
  const names = Object.keys(modules).map((file) => [file, 'the source'] as const)
  const errors: string[] = []
  const logged: string[] = []
  const app = createApp({
    source: memoryFiles({ ...Object.fromEntries(names), ...files }),
    code: (file) => modules[file]!,
    onLog: (file, values) => logged.push(`${file}: ${values.join(' ')}`),
    onError: (error) => errors.push((error as Error).message),
  })
  const ask = async (method: string, path: string, init: RequestInit = {}) => {
    const response = await app.request(path, { method, ...init })
    return { response, status: response.status, text: await response.text() }
  }
  return { app, ask, errors, logged }
}

describe('a route that is code', () => {
  test('is not run without consent: 403 names the flag, and the source is never sent', async () => {
    const app = createApp({ source: memoryFiles({ 'x.ANY.ts': 'SECRET', 'y.GET.js': 'SECRET' }) })
    for (const path of ['/x', '/y', '/x.ANY.ts', '/y.GET.js', '/']) {
      const response = await app.request(path)
      const text = await response.text()
      assert.ok(!text.includes('SECRET'), path)
      if (!path.includes('.') && path !== '/') {
        assert.equal(response.status, 403)
        assert.match(text, /--allow-code/)
      }
    }
  })

  const values: [value: unknown, status: number, type: string | null, text: string][] = [
    [undefined, 204, null, ''],
    [null, 204, null, ''],
    ['text', 200, 'text/plain; charset=utf-8', 'text'],
    ['', 200, 'text/plain; charset=utf-8', ''],
    [{ a: 1 }, 200, 'application/json', '{"a":1}'],
    [[1, 'ü'], 200, 'application/json', '[1,"ü"]'],
    [false, 200, 'application/json', 'false'],
    [0, 200, 'application/json', '0'],
    [new Date(0), 200, 'application/json', '"1970-01-01T00:00:00.000Z"'],
    [{ toJSON: () => 'me' }, 200, 'application/json', '"me"'],
    [new Uint8Array([65, 66]), 200, 'application/octet-stream', 'AB'],
    [new Uint8Array([65, 66]).buffer, 200, 'application/octet-stream', 'AB'],
    [new DataView(new Uint8Array([65, 66]).buffer, 1), 200, 'application/octet-stream', 'B'],
    [new Blob(['a,b'], { type: 'text/csv' }), 200, 'text/csv', 'a,b'],
    [new Response('made').body, 200, 'application/octet-stream', 'made'],
  ]
  for (const [value, status, type, text] of values) {
    test(`answers ${typeof value} ${JSON.stringify(value)} with ${status} ${type}`, async () => {
      const { ask } = appOf({ 'x.GET.ts': { default: async () => value } })
      const answer = await ask('GET', '/x')
      assert.equal(answer.status, status)
      assert.equal(answer.response.headers.get('content-type'), type)
      assert.equal(answer.text, text)
    })
  }

  test('answers with what a file exports where that is no function, again and again', async () => {
    const module = { default: { from: 'a value' } }
    const { ask } = appOf({
      'x.GET.ts': module,
      'y.ANY.ts': { ...module, POST: () => 'posted' },
      'z.PUT.202.ts': { default: new Response('once', { status: 207 }) },
    })
    for (const path of ['/x', '/y', '/x']) {
      assert.equal((await ask('GET', path)).text, '{"from":"a value"}')
    }
    assert.equal((await ask('POST', '/y')).text, 'posted')
    for (const _ of [1, 2]) {
      const { status, text } = await ask('PUT', '/z')
      assert.deepEqual([status, text], [207, 'once'])
    }
  })

  test('answers a value with the status of its name', async () => {
    const { ask } = appOf({
      'x.POST.201.ts': { default: () => ({ id: 1 }) },
      'x.PUT.202.ts': { default: () => undefined },
      'x.DELETE.204.ts': { default: () => ({ is: 'not sent' }) },
    })
    assert.equal((await ask('POST', '/x')).status, 201)
    assert.equal((await ask('PUT', '/x')).status, 202)
    assert.deepEqual([(await ask('DELETE', '/x')).status], [204])
  })

  const wrong: [value: unknown, message: RegExp][] = [
    [Symbol('s'), /"x\.GET\.ts": expected a Response or a value for JSON/],
    [() => 1, /"x\.GET\.ts": expected a Response or a value for JSON/],
    [1n, /"x\.GET\.ts": expected a Response or a value for JSON/],
  ]
  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic
  for (const [value, message] of [...wrong, [cyclic, wrong[0]![1]] as const]) {
    test(`answers 500 for a ${typeof value} that is no JSON, and says where`, async () => {
      const { ask, errors } = appOf({ 'x.GET.ts': { default: () => value } })
      assert.equal((await ask('GET', '/x')).status, 500)
      assert.match(errors[0]!, message)
    })
  }

  test('passes a Response on as it is', async () => {
    const made = new Response('made', { status: 418, headers: { 'X-Own': 'yes' } })
    made.headers.append('Set-Cookie', 'a=1')
    made.headers.append('Set-Cookie', 'b=2')
    const { ask } = appOf({ 'x.GET.ts': { default: () => made } })
    const { response, status, text } = await ask('GET', '/x')
    assert.deepEqual([status, text, response.headers.get('x-own')], [418, 'made', 'yes'])
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2'])
  })

  test('gets the fields of the rules on its Response, its cookies kept', async () => {
    const module = {
      default: () => {
        const response = new Response('made', { headers: { 'X-Own': 'code', 'X-Rule': 'code' } })
        response.headers.append('Set-Cookie', 'a=1')
        response.headers.append('Set-Cookie', 'b=2')
        return response
      },
    }
    const { ask } = appOf({ 'x.GET.ts': module }, { _headers: '/x\n  X-Rule: rule\n' })
    const { response, text } = await ask('GET', '/x')
    assert.equal(text, 'made')
    assert.equal(response.headers.get('x-rule'), 'rule')
    assert.equal(response.headers.get('x-own'), 'code')
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2'])
  })

  test('answers 500 for what it throws, and only the owner hears why', async () => {
    const fail = () => {
      throw new Error('the password is 1234')
    }
    const { ask, errors } = appOf({ 'x.GET.ts': { default: fail } })
    const { status, text } = await ask('GET', '/x')
    assert.equal(status, 500)
    assert.ok(!text.includes('1234'))
    assert.deepEqual(errors, ['the password is 1234'])
  })

  test('knows parameters, the query and the log', async () => {
    const GET = (_: Request, { params, query, log }: RouteContext<{ id: string }>) => {
      log('asked for', params.id)
      return { id: params.id, q: query.getAll('q') }
    }
    const { ask, logged } = appOf({ 'api/[id].ANY.ts': { GET } })
    const { text } = await ask('GET', '/api/a%2Fb?q=1&q=2')
    assert.deepEqual(JSON.parse(text), { id: 'a/b', q: ['1', '2'] })
    assert.deepEqual(logged, ['api/[id].ANY.ts: asked for a/b'])
  })

  test('reads bytes that are no text as they came, also behind a condition', async () => {
    const POST = async (request: Request) => [...new Uint8Array(await request.arrayBuffer())]
    const condition = '[{"method":"POST","when":{"body":{"kind":"canned"}},"body":"canned"}]'
    const { ask } = appOf({ 'x.POST.ts': { POST } }, { 'x.MOCK.json': condition })
    const { text } = await ask('POST', '/x', { body: new Uint8Array([0, 255, 128, 10]) })
    assert.equal(text, '[0,255,128,10]')
  })

  test('reads the body, also behind a condition that has read it', async () => {
    const POST = async (request: Request) => ({ got: await request.json() })
    const condition = '[{"method":"POST","when":{"body":{"kind":"canned"}},"body":"canned"}]'
    const { ask } = appOf(
      { 'x.POST.ts': { default: POST }, 'y.POST.ts': { default: POST } },
      { 'y.MOCK.json': condition },
    )
    const headers = { 'Content-Type': 'application/json' }
    for (const path of ['/x', '/y']) {
      const { text } = await ask('POST', path, { body: '{"kind":"code"}', headers })
      assert.equal(text, '{"got":{"kind":"code"}}', path)
    }
    const { text } = await ask('POST', '/y', { body: '{"kind":"canned"}', headers })
    assert.equal(text, 'canned')
  })
})

describe('an ANY file', () => {
  const methods: Modules = {
    'x.ANY.ts': { GET: () => 'got', POST: () => 'posted', helper: () => 'no method' },
  }

  test('answers the methods that it exports, and HEAD with the fields of GET', async () => {
    const { ask } = appOf(methods)
    assert.equal((await ask('GET', '/x')).text, 'got')
    assert.equal((await ask('POST', '/x')).text, 'posted')
    const head = await ask('HEAD', '/x')
    assert.deepEqual([head.status, head.text], [200, ''])
    assert.equal(head.response.headers.get('content-length'), '3')
  })

  test('answers 405 with all methods of the path to the others, and OPTIONS', async () => {
    const { ask } = appOf(methods, { 'x.PUT.json': '{}' })
    const allow = 'GET, POST, PUT, HEAD, OPTIONS'
    for (const [method, status] of [
      ['DELETE', 405],
      ['OPTIONS', 204],
    ] as const) {
      const { response } = await ask(method, '/x')
      assert.deepEqual([response.status, response.headers.get('allow')], [status, allow])
    }
  })

  test('never takes an export that is no method for one', async () => {
    const { ask } = appOf(methods)
    assert.equal((await ask('helper', '/x')).status, 405)
  })

  test('answers every method by its default', async () => {
    const { ask } = appOf({
      'x.ANY.ts': { GET: () => 'own', default: ({ method }: Request) => method },
    })
    assert.equal((await ask('GET', '/x')).text, 'own')
    assert.equal((await ask('DELETE', '/x')).text, 'DELETE')
    assert.equal((await ask('OPTIONS', '/x')).text, 'OPTIONS')
  })

  test('without a method is a mistake that names it', async () => {
    const { ask, errors } = appOf({ 'x.ANY.ts': { users: [] }, 'y.GET.ts': { POST: () => 1 } })
    assert.equal((await ask('GET', '/x')).status, 500)
    assert.equal((await ask('GET', '/y')).status, 500)
    assert.deepEqual(errors, [
      'Cannot answer from "x.ANY.ts": expected a function as default, or GET, POST or another method',
      'Cannot answer from "y.GET.ts": expected a function as default, or GET',
    ])
  })
})

describe('next()', () => {
  const pass = (_: Request, { next }: RouteContext) => next()

  test('is what would answer otherwise: a file', async () => {
    const { app } = appOf({ 'a.txt.GET.ts': { default: pass } }, { 'a.txt': 'the file' })
    const { response, notes } = await app.explain(new Request('http://localhost/a.txt'))
    assert.equal(await response.text(), 'the file')
    assert.deepEqual(notes.at(-1), { step: 'file', reason: 'a.txt' })
  })

  test('a pattern that is less specific, then the next, then an error', async () => {
    const { ask } = appOf(
      {
        'a/b.ANY.ts': { default: pass },
        'a/[x].ANY.ts': { default: pass },
        'a/[...y].GET.ts': { default: pass },
      },
      { '[[...z]].GET.txt': 'the last {{params.z}}' },
    )
    assert.equal((await ask('GET', '/a/b')).text, 'the last a/b')
    assert.equal((await ask('PUT', '/a/b')).status, 405)
  })

  test('may be changed', async () => {
    const default_ = async (_: Request, { next }: RouteContext) => {
      const response = await next()
      return new Response((await response.text()).toUpperCase(), response)
    }
    const { ask } = appOf({ 'a.txt.GET.ts': { default: default_ } }, { 'a.txt': 'the file' })
    const { response, text } = await ask('GET', '/a.txt')
    assert.equal(text, 'THE FILE')
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
  })

  test('answers once, however often it is asked', async () => {
    const twice = async (_: Request, { next }: RouteContext) => {
      const first = await next()
      return first === (await next())
    }
    const { ask } = appOf({ 'a.txt.GET.ts': { default: twice } }, { 'a.txt': 'the file' })
    assert.equal((await ask('GET', '/a.txt')).text, 'true')
  })
})
