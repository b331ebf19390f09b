import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles, readSite } from '../../../src/index.ts'

/** Files whose content is their own name, so that an answer says which file it came from. */
function folder(...paths: string[]) {
  return memoryFiles(Object.fromEntries(paths.map((path) => [path, path])))
}

function appOf(...paths: string[]) {
  return createApp({ source: folder(...paths) })
}

async function answerOf(app: ReturnType<typeof appOf>, path: string, init?: RequestInit) {
  const response = await app.request(path, init)
  return [response.status, await response.text()] as const
}

const prefer = (value: string) => ({ headers: { Prefer: value } })

describe('the rule that chooses an answer', () => {
  const everything = [
    'a.GET.json',
    'a.GET.404.txt',
    'a(default).GET.html',
    'a(gone).GET.410.txt',
    'a(q=cats).GET.json',
    'a(q=cats&page=2).GET.json',
    'a(q=cats)(few).GET.json',
    '[any].GET.txt',
  ]
  const rows: [path: string, field: string, file: string][] = [
    ['/a', '', 'a(default).GET.html'],
    ['/b', '', '[any].GET.txt'],
    ['/a?q=cats', '', 'a(q=cats).GET.json'],
    ['/a?q=cats&page=2', '', 'a(q=cats&page=2).GET.json'],
    ['/a?page=2&x=1&q=cats', '', 'a(q=cats&page=2).GET.json'],
    ['/a?q=dogs', '', 'a(default).GET.html'],
    ['/a?q=dogs&q=cats', '', 'a(q=cats).GET.json'],
    ['/a?q=Cats', '', 'a(default).GET.html'],
    ['/a', 'code=404', 'a.GET.404.txt'],
    ['/a', 'code=410', 'a(gone).GET.410.txt'],
    ['/a', 'example=gone', 'a(gone).GET.410.txt'],
    ['/a', 'example="gone"', 'a(gone).GET.410.txt'],
    ['/a', 'EXAMPLE=gone, code=404', 'a.GET.404.txt'], // the second does not fit the first
    ['/a', 'code=404; example=gone', 'a.GET.404.txt'], // a parameter, not a preference
    ['/a', 'example=few', 'a(q=cats)(few).GET.json'], // asked for by name: no conditions
    ['/a?q=cats', 'code=404', 'a.GET.404.txt'],
    ['/a', 'code=500', 'a(default).GET.html'], // no such variant: RFC 7240 lets us ignore it
    ['/a', 'code=constructor', 'a(default).GET.html'],
    ['/b', 'code=404', '[any].GET.txt'],
  ]
  test.each(rows)('answers %s with Prefer "%s" from %s', async (path, field, file) => {
    const [, text] = await answerOf(appOf(...everything), path, field === '' ? {} : prefer(field))
    expect(text).toBe(file)
  })

  test.each([
    [['a.GET.json', 'a.GET.404.json'], 'a.GET.json'],
    [['a.GET.404.json', 'a(found).GET.json'], 'a(found).GET.json'],
    [['a.GET.json', 'a(empty).GET.json'], 'a.GET.json'], // a name is an exception
    [['a.GET.202.json', 'a.GET.200.json'], 'a.GET.200.json'],
    [['a.GET.500.json', 'a.GET.301.json'], 'a.GET.301.json'],
    [['a(b).GET.json', 'a(a).GET.json'], 'a(a).GET.json'],
  ])('of %j answers the one that is no exception', async (paths, file) => {
    expect((await answerOf(appOf(...paths), '/a'))[1]).toBe(file)
  })

  test('says which preferences it honoured, and that there are some', async () => {
    const app = appOf('a.GET.json', 'a(locked out).GET.423.json')
    const response = await app.request('/a', prefer('code=423, example="locked out", wait=soon'))
    expect(response.status).toBe(423)
    expect(response.headers.get('preference-applied')).toBe('code=423, example="locked out"')
    expect(response.headers.get('vary')).toMatch(/^Prefer\b/)
    const none = await app.request('/a', prefer('code=500'))
    expect(none.headers.get('preference-applied')).toBe(null)
    expect((await appOf('a.GET.json').request('/a')).headers.get('vary')).not.toContain('Prefer')
  })

  const types = ['a.GET.json', 'a.GET.xml', 'a.GET.500.html', 'a.GET.500.txt', 'a(x).GET.csv']
  const negotiated: [accept: string | null, prefer: string, file: string][] = [
    [null, '', 'a.GET.json'],
    ['*/*', '', 'a.GET.json'],
    ['application/xml', '', 'a.GET.xml'],
    ['application/xml, application/json', '', 'a.GET.json'], // equals: the first of the files
    ['application/json;q=0.8, application/xml', '', 'a.GET.xml'],
    ['text/html, application/xml;q=0.9, */*;q=0.8', '', 'a.GET.xml'], // no other status for a type
    ['text/csv', '', 'a.GET.json'], // no other name for a type
    ['image/png', '', 'a.GET.json'], // ours: §12.4.1 lets us send what there is
    ['text/plain', 'code=500', 'a.GET.500.txt'],
    ['text/csv', 'example=x', 'a(x).GET.csv'],
  ]
  test.each(negotiated)('negotiates %s, with Prefer "%s", to %s', async (accept, field, file) => {
    const headers = new Headers(accept === null ? {} : { Accept: accept })
    if (field !== '') headers.set('Prefer', field)
    const response = await appOf(...types).request('/a', { headers })
    expect(await response.text()).toBe(file)
    expect(response.headers.get('vary')).toMatch(/^Prefer, Accept\b/)
    expect((await readSite(folder(...types))).mistakes).toEqual([])
  })

  test('negotiates a default too, but no step and no weight', async () => {
    const app = appOf('a(default).GET.html', 'a.GET.json', 'b(1).GET.html', 'b(100%).GET.json')
    const headers = { Accept: 'application/json' }
    expect((await answerOf(app, '/a', { headers }))[1]).toBe('a.GET.json')
    expect((await answerOf(app, '/b', { headers: { Accept: 'text/html' } }))[1]).toBe(
      'b(100%).GET.json',
    )
  })

  test('says in Vary what else of a request chooses', async () => {
    const when = { headers: { 'X-Tier': 'vip' }, cookies: { sid: '1' } }
    const list = [
      { when, body: 1 },
      { headers: { vary: 'X-Own' }, body: 2 },
    ]
    const app = createApp({ source: memoryFiles({ 'a.MOCK.json': JSON.stringify(list) }) })
    const response = await app.request('/a')
    expect(response.headers.get('vary')).toMatch(/^Prefer, X-Tier, Cookie, X-Own\b/)
  })

  test('goes on where no variant fits, and says to the owner what was expected', async () => {
    const app = appOf('a(q=cats).GET.json', 'a(q=dogs).GET.json', '[any].POST.json')
    const request = (path: string) => new Request(`http://localhost${path}`)
    const { response, notes } = await app.explain(request('/a'), { ip: '127.0.0.1' })
    expect(response.status).toBe(405)
    expect(notes[0]?.reason).toBe('GET /a: expected query q=cats or query q=dogs')
  })
})

describe('a sequence', () => {
  const paths = ['job(1).GET.202.json', 'job(2).GET.202.json', 'job(3).GET.200.json']
  const steps = async (app: ReturnType<typeof appOf>, count: number, init?: RequestInit) => {
    const seen: string[] = []
    for (let at = 0; at < count; at++) seen.push((await answerOf(app, '/job', init))[1])
    return seen
  }

  test('goes step by step, and the last one repeats', async () => {
    const [one, two, three] = paths
    expect(await steps(appOf(...paths), 5)).toEqual([one, two, three, three, three])
  })

  test('has a position of its own in each session: field, cookie or host', async () => {
    const app = appOf(...paths)
    const sessions: [url: string, headers: Record<string, string>][] = [
      ['http://localhost/job', {}],
      ['http://localhost/job', { 'Webstand-Session': 'a' }],
      ['http://localhost/job', { Cookie: 'x=1; webstand-session=b' }],
      ['http://t1.localhost:8000/job', {}],
    ]
    for (const [url, headers] of sessions) {
      expect((await answerOf(app, url, { headers }))[1]).toBe(paths[0])
      expect((await answerOf(app, url, { headers }))[1]).toBe(paths[1])
    }
  })

  test('is looked at by HEAD, which does not go on', async () => {
    const app = appOf(...paths)
    for (let at = 0; at < 3; at++) {
      expect((await app.request('/job', { method: 'HEAD' })).status).toBe(202)
    }
    expect(await steps(app, 1)).toEqual([paths[0]])
  })

  test('does not go on for what Prefer asks for', async () => {
    const app = appOf(...paths)
    expect((await answerOf(app, '/job', prefer('code=200')))[1]).toBe(paths[2])
    expect(await steps(app, 1)).toEqual([paths[0]])
  })

  test('comes before the default, and counts apart for each condition', async () => {
    const app = appOf('a.GET.json', 'a(1).GET.json', 'a(2).GET.json', 'a(q=x)(1).GET.json')
    expect((await answerOf(app, '/a'))[1]).toBe('a(1).GET.json')
    expect((await answerOf(app, '/a?q=x'))[1]).toBe('a(q=x)(1).GET.json')
    expect((await answerOf(app, '/a'))[1]).toBe('a(2).GET.json')
  })

  test('gives each step a tag of its own, also where files have the same size and age', async () => {
    const app = createApp({ source: memoryFiles({ 'a(1).GET.txt': 'one', 'a(2).GET.txt': 'two' }) })
    const first = await app.request('/a')
    const again = await app.request('/a', {
      headers: { 'If-None-Match': first.headers.get('etag')! },
    })
    expect([first.headers.get('last-modified'), again.status]).toEqual([null, 200])
    expect(await again.text()).toBe('two')
    const tag = again.headers.get('etag')!
    expect((await app.request('/a', { headers: { 'If-None-Match': tag } })).status).toBe(304)
  })
})

describe('weights', () => {
  const counts = async (paths: string[], seed: string, requests = 400) => {
    const app = createApp({ source: folder(...paths), seed })
    const seen = new Map<string, number>()
    for (let at = 0; at < requests; at++) {
      const [, text] = await answerOf(app, '/pay')
      seen.set(text, (seen.get(text) ?? 0) + 1)
    }
    return seen
  }

  test('are the share of a hundred requests; the rest goes on by the rule', async () => {
    const seen = await counts(['pay(20%).GET.503.json', 'pay.GET.json'], 'x')
    expect(seen.get('pay(20%).GET.503.json')).toBeGreaterThan(40)
    expect(seen.get('pay(20%).GET.503.json')).toBeLessThan(120)
    expect([...seen.values()].reduce((a, b) => a + b)).toBe(400)
  })

  test('share everything where nothing is without one', async () => {
    const seen = await counts(['pay(1%).GET.json', 'pay(3%).GET.503.json'], 'x')
    expect(seen.get('pay(1%).GET.json')).toBeGreaterThan(50)
    expect(seen.get('pay(3%).GET.503.json')).toBeGreaterThan(200)
  })

  test('draw the same numbers for the same seed, and in each session alike', async () => {
    const paths = ['pay(50%).GET.503.json', 'pay.GET.json']
    const draws = async (app: ReturnType<typeof appOf>, session: string) => {
      const seen: number[] = []
      for (let at = 0; at < 24; at++) {
        const init = { headers: { 'Webstand-Session': session } }
        seen.push((await answerOf(app, '/pay', init))[0])
      }
      return seen.join()
    }
    const one = createApp({ source: folder(...paths), seed: '1' })
    const first = await draws(one, 'a')
    expect(await draws(createApp({ source: folder(...paths), seed: '1' }), 'a')).toBe(first)
    expect(await draws(createApp({ source: folder(...paths), seed: '2' }), 'a')).not.toBe(first)
    expect(new Set(first.split(','))).toEqual(new Set(['200', '503']))
  })

  test('are decided by Prefer: seed, the same each time', async () => {
    const app = appOf('pay(50%).GET.503.json', 'pay.GET.json')
    for (const seed of ['1', '2', '3', '4']) {
      const [first] = await answerOf(app, '/pay', prefer(`seed=${seed}`))
      for (let at = 0; at < 4; at++) {
        expect((await answerOf(app, '/pay', prefer(`seed=${seed}`)))[0]).toBe(first)
      }
    }
  })
})

describe('readSite() reports', () => {
  const rows: [paths: string[], file: string, message: string][] = [
    [
      ['a.GET.htm', 'a.GET.html'],
      'a.GET.html',
      'it answers the same as a.GET.htm, which comes first',
    ],
    [
      ['a(default).GET.json', 'a(default).GET.404.json'],
      'a(default).GET.json',
      'expected one default: a(default).GET.404.json is the default already',
    ],
    [
      ['a(x).GET.json', 'a(x).GET.404.json'],
      'a(x).GET.json',
      'it answers the same as a(x).GET.404.json, which comes first',
    ],
    [
      ['a(1).GET.json', 'a(1).GET.404.json'],
      'a(1).GET.json',
      'it answers the same as a(1).GET.404.json, which comes first',
    ],
    [
      ['a(q=1).GET.jpeg', 'a(q=1).GET.jpg'],
      'a(q=1).GET.jpg',
      'it answers the same as a(q=1).GET.jpeg, which comes first',
    ],
    [
      ['a.GET.json', 'a/index.GET.json'],
      'a/index.GET.json',
      'it answers the same as a.GET.json, which comes first',
    ],
    [
      ['u/[id].GET.json', 'u/[name](x).GET.json'],
      'u/[name](x).GET.json',
      'expected the names of /u/[id], which u/[id].GET.json has given',
    ],
    [['a(2).GET.json'], 'a(2).GET.json', 'expected step 1 of the sequence, found 2'],
    [
      ['a(1).GET.json', 'a(3).GET.json'],
      'a(1).GET.json',
      'expected step 2 of the sequence, found 3',
    ],
    [
      ['a(60%).GET.json', 'a(50%).GET.404.json'],
      'a(50%).GET.404.json',
      'expected weights up to 100%, not 110%',
    ],
    [
      ['a(20%).GET.500.json'],
      'a(20%).GET.500.json',
      'expected an answer for the other 80%: without one there is always this',
    ],
    [
      ['a(q=1)(0.5%).GET.500.json', 'a.GET.json'],
      'a(q=1)(0.5%).GET.500.json',
      'expected an answer for the other 99.5%: without one there is always this',
    ],
    [
      ['a.DELETE.204.json'],
      'a.DELETE.204.json',
      'expected an empty file: what is in it is not sent',
    ],
    [['d/a.GET.304.txt'], 'd/a.GET.304.txt', 'expected an empty file: what is in it is not sent'],
    [['a.GET.empty'], 'a.GET.empty', 'expected an empty file: what is in it is not sent'],
    [['a.POST.ts'], 'a.POST.ts', 'code is not run without --allow-code: it answers 403'],
    [['a.ANY.js'], 'a.ANY.js', 'code is not run without --allow-code: it answers 403'],
    [['a.CRUD.json'], 'a.CRUD.json', 'CRUD routes are not answered yet'],
    [['a.SPEC.yaml'], 'a.SPEC.yaml', 'SPEC routes are not answered yet'],
    [['a.SSE.jsonl'], 'a.SSE.jsonl', 'SSE routes are not answered yet'],
    [['a.WS.ts'], 'a.WS.ts', 'WS routes are not answered yet'],
    [['[...a]/b.GET.json'], '[...a]/b.GET.json', 'expected [...rest] only at the end of the path'],
    [['[id]/[id].GET.json'], '[id]/[id].GET.json', 'expected [id] only once in the path'],
    ...[
      '[]',
      '[1]',
      '[a b]',
      '[...]',
      '[[x]]',
      '[..rest]',
      '[a.b]',
      '[id!]',
      '[id]/[2]',
      ':id',
      '{id}',
      'a/{user_id}',
    ].map((path): [string[], string, string] => [
      ['[id].GET.json', `${path}.GET.json`],
      `${path}.GET.json`,
      `expected [id], [...rest] or the like, not ${path.split('/').at(-1)}`,
    ]),
  ]
  test.each(rows)('of %j, and everything else still works', async (paths, file, message) => {
    const source = folder(...paths, 'fine.GET.json')
    expect((await readSite(source)).mistakes).toEqual([{ file, message }])
    expect((await createApp({ source }).request('/fine')).status).toBe(200)
  })

  test.each([
    [['a.GET.json', 'a.GET.404.json', 'a(x).GET.json', 'a(5%).GET.500.json', 'a(5%).GET.502.json']],
    [['u/[id].GET.json', 'u/[name].POST.json']], // each method has its own names
    [['a(q=1).GET.json', 'a(q=2).GET.json', 'a.GET.json']],
    [['a(q=1)(1).GET.json', 'a(1).GET.json', 'a(2).GET.json']],
    [['a(30%).GET.json', 'a(70%).GET.500.json']],
    [['a(0.1%).GET.json', 'a(0.2%).GET.500.json', 'a(99.7%).GET.502.json']],
    [['x[id].GET.json', 'x[name].GET.json', '[id].txt.GET.json', 'a:b.GET.json', '{}.GET.json']], // no parameters: a part of a segment
  ])('nothing about %j', async (paths) => {
    expect((await readSite(folder(...paths))).mistakes).toEqual([])
  })
})

describe('routes', () => {
  test('of code answer 403 and name the flag, and their source is never sent', async () => {
    const app = createApp({
      source: memoryFiles({ 'login.ANY.ts': 'SECRET', 'x.GET.js': 'SECRET' }),
    })
    for (const [path, method] of [
      ['/login', 'GET'],
      ['/login', 'POST'],
      ['/x', 'GET'],
    ] as const) {
      const response = await app.request(path, { method })
      const text = await response.text()
      expect([response.status, text.includes('--allow-code')]).toEqual([403, true])
      expect(text).not.toContain('SECRET')
    }
    for (const path of ['/login.ANY.ts', '/login.any.ts', '/x.GET.js']) {
      expect((await app.request(path)).status).toBe(404)
    }
  })

  test('without content have no type, and a length where HTTP has one', async () => {
    const source = memoryFiles({ 'a.GET.empty': '', 'b.GET.204.json': '', 'c.GET.205.json': 'x' })
    const app = createApp({ source })
    const fields = async (path: string) => {
      const { status, headers, body } = await app.request(path)
      return [status, headers.get('content-type'), headers.get('content-length'), body]
    }
    expect(await fields('/a')).toEqual([200, null, '0', null])
    expect(await fields('/b')).toEqual([204, null, null, null])
    expect(await fields('/c')).toEqual([205, null, '0', null])
  })

  test('of any type have ranges and validators, as files have', async () => {
    const bytes = new Uint8Array([0, 255, 10, 13, 0, 1])
    const app = createApp({ source: memoryFiles({ 'logo.GET.png': bytes }) })
    const whole = await app.request('/logo')
    expect(whole.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes)
    const part = await app.request('/logo', { headers: { Range: 'bytes=1-2' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1-2/6'])
    const headers = { 'If-None-Match': whole.headers.get('etag')! }
    expect((await app.request('/logo', { headers })).status).toBe(304)
  })

  test('of GET answer HEAD, unless there is one for HEAD', async () => {
    const app = appOf('a.GET.json', 'b.GET.json', 'b.HEAD.404.json')
    const head = await app.request('/a', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10'])
    expect((await app.request('/b', { method: 'HEAD' })).status).toBe(404)
  })

  test('stay synchronous where the source is', async () => {
    const source = folder('a.GET.json')
    const app = createApp({ source, site: await readSite(source) })
    await app.request('/a')
    expect(app.fetch(new Request('http://localhost/a'))).toBeInstanceOf(Response)
  })
})

describe('a 404', () => {
  const app = appOf(
    'api/users.GET.json',
    'api/users/[id].GET.json',
    'api/x.POST.json',
    'far/away.GET.json',
  )
  const ask = async (path: string, ip = '127.0.0.1', init: RequestInit = {}) => {
    const response = await app.request(`http://localhost:8000${path}`, init, { ip })
    return (await response.json()) as { status: number; hints?: string[] }
  }

  test.each([
    ['/api/user', ['GET /api/users: "user" is not "users"']],
    ['/api/users/7/posts', ['GET /api/users/[id]: the path goes on with "posts"']],
    ['/fra/away', ['GET /far/away: "fra" is not "far"']],
  ])('at %s names the nearest routes for the owner, the nearest first', async (path, first) => {
    const { status, hints } = await ask(path, '127.0.0.1', {
      headers: { Accept: 'application/json' },
    })
    expect([status, hints?.length]).toEqual([404, 3])
    expect(hints?.slice(0, 1)).toEqual(first)
  })

  test('names none to a visitor', async () => {
    expect((await ask('/api/user', '192.0.2.7')).hints).toBe(undefined)
    const headers = { 'X-Forwarded-For': '192.0.2.7' }
    expect((await ask('/api/user', '127.0.0.1', { headers })).hints).toBe(undefined)
  })

  test('says first which conditions did not hold', async () => {
    const picky = appOf('api/search(q=cats).GET.json', 'api/a.GET.json')
    const response = await picky.request('http://localhost/api/search?q=dogs', {}, { ip: '::1' })
    expect(((await response.json()) as { hints: string[] }).hints).toEqual([
      'GET /api/search: expected query q=cats',
      'GET /api/a: "search" is not "a"',
    ])
  })
})
