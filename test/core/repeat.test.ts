import { describe, expect, test } from 'vitest'
import { DECIDING, type Repeat } from '../../src/core/repeat.ts'
import { type AppOptions, createApp, memoryFiles, readSite } from '../../src/index.ts'

const files = {
  'hello.txt': 'hello',
  'large.txt': 'x'.repeat(100_000),
  'young.txt': { content: 'young', lastModified: Date.now() },
  'dir/index.html': '<h1>dir</h1>',
  'page.html': '<h1>page</h1>',
  'listed/a.txt': 'a',
  _headers: '/hello.txt\n  X-Own: yes',
  _redirects: '/old /hello.txt 301',
  'api/canned.GET.json': '{"canned":true}',
  'api/now.GET.json': '{"now":"{{now}}"}',
  'api/steps(1).GET.json': '[1]',
  'api/steps(2).GET.json': '[2]',
  'api/asked(q=1).GET.json': '[1]',
  'api/posted.POST.json': '{}',
  'api/posted.txt': 'a file',
}

/** What the core of these files offers for a request, once it knows them. */
async function offered(path: string, init: RequestInit = {}, options: Partial<AppOptions> = {}) {
  const app = createApp({ source: memoryFiles(files), ...options })
  const repeats: Repeat[] = []
  const ask = () =>
    app.fetch(new Request(`http://localhost${path}`, init), {
      keep: (repeat) => repeats.push(repeat),
    })
  await ask() // reads the site
  repeats.length = 0
  const response = await ask()
  return { response, repeats }
}

const repeatable: [path: string, init?: RequestInit][] = [
  ['/hello.txt'],
  ['/hello.txt?v=1'],
  ['/dir/'],
  ['/page'],
  ['/api/canned'],
  ['/api/posted.txt'],
  ['/hello.txt', { headers: { 'If-None-Match': '*' } }],
  ['/hello.txt', { headers: { Origin: 'http://localhost:3000' } }],
  ['/hello.txt', { headers: { 'Accept-Encoding': 'gzip' } }],
]

const unique: [path: string, init?: RequestInit][] = [
  ['/hello.txt', { method: 'HEAD' }],
  ['/hello.txt', { headers: { Range: 'bytes=0-1' } }],
  ['/hello.txt', { headers: { Range: 'lines=1' } }],
  ['/hello.txt', { headers: { Expect: 'a miracle' } }],
  ['/hello.txt', { headers: { 'If-Match': '"other"' } }],
  ['/large.txt'],
  ['/young.txt'],
  ['/listed/'],
  ['/old'],
  ['/dir'],
  ['/absent'],
  ['/api/now'],
  ['/api/steps'],
  ['/api/asked?q=1'],
  ['/api/posted', { method: 'POST' }],
]

describe('an answer that others like it get too', () => {
  test.each(repeatable)('%s %j is offered as it is answered', async (path, init) => {
    const { response, repeats } = await offered(path, init)
    const [{ status, headers, body, holds }] = repeats as [Repeat]
    const again = new Response(body, { status, headers })
    expect([...again.headers]).toEqual([...response.headers])
    expect(again.status).toBe(response.status)
    expect(await again.text()).toBe(await response.text())
    expect(holds()).toBe(true)
  })

  test.each(unique)('%s %j is not offered', async (path, init) => {
    const { repeats } = await offered(path, init)
    expect(repeats).toEqual([])
  })

  test('none is offered where answers fail or take their time', async () => {
    expect((await offered('/hello.txt', {}, { fail: 1e-9 })).repeats).toEqual([])
    expect((await offered('/hello.txt', {}, { delay: { from: 0, to: 0 } })).repeats).toEqual([])
  })

  test('is told of as the first one was, with who asks', async () => {
    const told: object[] = []
    const onAnswer: AppOptions['onAnswer'] = (record) => {
      const { method, target, status, size, ip } = record
      told.push({ method, target, status, size, ip, why: record.notes.at(-1) })
    }
    const { repeats } = await offered('/hello.txt?q', {}, { onAnswer })
    repeats[0]!.tell({ ip: '10.0.0.1' })
    expect(told.at(-1)).toEqual({ ...told.at(-2), ip: '10.0.0.1' })
  })

  test.each(['/hello.txt', '/api/canned'])('%s holds until its file is another', async (path) => {
    let source = memoryFiles(files)
    const app = createApp({ source: { find: (name) => source.find(name) } })
    const repeats: Repeat[] = []
    const ask = () =>
      app.fetch(new Request(`http://localhost${path}`), { keep: (one) => repeats.push(one) })
    await ask()
    await ask()
    expect(repeats.at(-1)!.holds()).toBe(true)
    source = memoryFiles({ 'hello.txt': 'other', 'api/canned.GET.json': '{}' })
    expect(repeats.at(-1)!.holds()).toBe(false)
  })

  test('holds until the site is another', async () => {
    const source = memoryFiles(files)
    let site = await readSite(source)
    const { repeats } = await offered('/hello.txt', {}, { source, site: () => site })
    expect(repeats[0]!.holds()).toBe(true)
    site = await readSite(source)
    expect(repeats[0]!.holds()).toBe(false)
  })

  test('follows from no other field of the request', async () => {
    const names = new Set<string>()
    class Watched extends Headers {
      override get(name: string) {
        names.add(name.toLowerCase())
        return super.get(name)
      }
      override has(name: string) {
        names.add(name.toLowerCase())
        return super.has(name)
      }
    }
    for (const [path, init] of repeatable) {
      const request = new Request(`http://localhost${path}`, init)
      const headers = new Watched(request.headers)
      Object.defineProperty(request, 'headers', { value: headers })
      const app = createApp({ source: memoryFiles(files), hosts: [], cors: ['https://a.example'] })
      await app.fetch(request)
    }
    expect([...names].filter((name) => !DECIDING.includes(name))).toEqual([])
    expect(names.size).toBeGreaterThan(3)
  })
})
