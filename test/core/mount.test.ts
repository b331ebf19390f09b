import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles, serveFiles } from '../../src/index.ts'

const source = memoryFiles({
  'hello.txt': 'hello',
  'dir/a.txt': 'a',
  'dir/sub/b.txt': 'b',
  'site/index.html': 'site',
})

type Ask = (path: string) => Promise<Response>

/** The three ways to have a folder in an app, each below a base. */
function ways(base: '' | '/files'): Record<string, Ask> {
  const direct = createApp({ source, base: base || '/' })
  const mounted = new Hono().mount(base || '/', direct.fetch, { replaceRequest: false })
  const used = new Hono().use(`${base}/*`, serveFiles(source))
  const ask = (app: { request(url: string): Response | Promise<Response> }): Ask => {
    return async (path) => app.request(`http://localhost${base}${path}`)
  }
  return { direct: ask(direct), mount: ask(mounted), use: ask(used) }
}

const rows: [path: string, status: number, location?: string][] = [
  ['/hello.txt', 200],
  ['/dir/', 200],
  ['/dir', 307, '/dir/'],
  ['/dir?a=1', 307, '/dir/?a=1'],
  ['//hello.txt', 307, '/hello.txt'],
  ['/dir//a.txt', 307, '/dir/a.txt'],
  ['///dir', 307, '/dir/'],
  ['/%68ello.txt', 307, '/hello.txt'],
  ['/hello.txt/', 404],
  ['/..%2fhello.txt', 404],
  ['/%2e%2e%2fsecret.txt', 404],
  ['/dir%2fa.txt', 404],
  ['/%', 400],
  ['/%00', 400],
  ['/nope', 404],
]

for (const base of ['', '/files'] as const) {
  for (const [way, ask] of Object.entries(ways(base))) {
    describe(`${way} below "${base}/"`, () => {
      for (const [path, status, location] of rows) {
        test(`${path} => ${status} ${location ?? ''}`, async () => {
          const response = await ask(path)
          expect(response.status).toBe(status)
          const expected = location === undefined ? null : base + location
          expect(response.headers.get('location')).toBe(expected)
        })
      }

      test('the links of a listing stay inside', async () => {
        const page = await (await ask('/dir/')).text()
        const links = [...page.matchAll(/<a\b[^>]*href="([^"]*)"/g)].map((match) => match[1]!)
        const inside = `http://localhost${base}/`
        const reached = links.map((link) => new URL(link, `${inside}dir/`).href)
        expect(reached).toContain(`${inside}dir/a.txt`)
        expect(reached.filter((href) => !href.startsWith(inside))).toEqual([])
      })
    })
  }
}

test('the root of a base is never left by its listing', async () => {
  const page = await (await ways('/files').direct!('/')).text()
  expect(page).not.toMatch(/href="(?:\.\.\/?|\/)"/)
})
