import { describe, expect, test } from 'vitest'
import { createApp, type HtmlHandling, memoryFiles } from '../../../src/index.ts'
import { answerOf, htmlFiles, htmlModes, htmlTable } from '../../asset-worker/html-table.ts'

const source = memoryFiles(Object.fromEntries(htmlFiles.map((file) => [file, `/${file}`])))
const appOf = (html: HtmlHandling | undefined, listing = false) =>
  createApp({ source, html, listing })

/** What differs from `auto` where nothing is said: a file answers under its own name, too. */
const any = new Map([
  ['/index', '/index.html'],
  ['/index.html', '/index.html'],
  ['/foo.html', '/foo.html'],
  ['/foo/index', '404'],
  ['/foo/index.html', '404'],
  ['/bar.html', '404'],
  ['/bar/index', '/bar/index.html'],
  ['/bar/index.html', '/bar/index.html'],
  ['/both.html', '/both.html'],
  ['/both/index', '/both/index.html'],
  ['/both/index.html', '/both/index.html'],
])

describe('createApp() with html', () => {
  for (const [column, html] of htmlModes.entries()) {
    const app = appOf(html)
    test.each(htmlTable)(`${html}: %s`, async (path, ...answers) => {
      expect(await answerOf(await app.request(path))).toBe(answers[column])
    })
  }

  const usual = appOf(undefined)
  test.each(htmlTable)('any: %s', async (path, auto) => {
    expect(await answerOf(await usual.request(path))).toBe(any.get(path) ?? auto)
  })

  test('leads to where something is, in one step', async () => {
    for (const html of [...htmlModes, 'any'] as const) {
      for (const app of [appOf(html), appOf(html, true)]) {
        for (const [path] of [...htmlTable, ['//bar'], ['//foo.html'], ['/idx'], ['/idx/']]) {
          const first = await app.request(`http://localhost${path}`)
          const location = first.headers.get('location')
          if (location === null) continue
          expect(first.status).toBe(307)
          const second = await app.request(location)
          expect([html, path, location, second.status]).toEqual([html, path, location, 200])
        }
      }
    }
  })

  test('keeps the query, and the base', async () => {
    for (const [html, path, location] of [
      ['any', '/files/foo/?a=%2F', '/files/foo?a=%2F'],
      ['auto', '/files/foo.html?x=1', '/files/foo?x=1'],
      ['force-slash', '/files/bar?x', '/files/bar/?x'],
      ['drop-slash', '/files/bar/?x', '/files/bar?x'],
      ['auto', '/files?x', '/files/?x'],
      ['drop-slash', '/files?x', '/files/?x'],
    ] as const) {
      const app = createApp({ source, html, base: '/files' })
      expect((await app.request(path)).headers.get('location')).toBe(location)
    }
  })

  test('answers another method with 405 where a page or a way to it is', async () => {
    for (const html of [...htmlModes, 'any'] as const) {
      for (const [path, ...answers] of htmlTable) {
        const answer =
          html === 'any' ? (any.get(path) ?? answers[0]) : answers[htmlModes.indexOf(html)]
        const { status } = await appOf(html).request(path, { method: 'POST' })
        expect([html, path, status]).toEqual([html, path, answer === '404' ? 404 : 405])
      }
    }
  })

  test('lists a folder without an index in every mode', async () => {
    for (const html of [...htmlModes, 'any'] as const) {
      const app = appOf(html, true)
      expect((await app.request('/idx')).headers.get('location')).toBe('/idx/')
      const listing = await app.request('/idx/', { headers: { Accept: 'text/plain' } })
      expect(await listing.text()).toContain('index')
    }
    const exact = await appOf('exact', true).request('/', { headers: { Accept: 'text/plain' } })
    expect(await exact.text()).toContain('foo.html')
  })

  test('spells a path that it leads to', async () => {
    const odd = memoryFiles({ 'a b/é?.html': 'page', 'x/a#/index.html': 'index' })
    const app = createApp({ source: odd, html: 'auto' })
    expect(await answerOf(await app.request('/a%20b/%C3%A9%3F.html'))).toBe('→/a%20b/%C3%A9%3F')
    expect(await answerOf(await app.request('/x/a%23'))).toBe('→/x/a%23/')
    expect(await answerOf(await app.request('/a%20b/%C3%A9%3F'))).toBe('page')
  })

  test('leaves routes and what is hidden alone', async () => {
    const mocks = memoryFiles({
      'users.GET.json': '[]',
      'users.html': 'page',
      'x.GET.html': 'a route',
      '.secret.html': 'hidden',
      '[id].GET.json': '{}',
      'page.html': 'page',
    })
    for (const html of [...htmlModes, 'any'] as const) {
      const app = createApp({ source: mocks, html })
      expect(await (await app.request('/users')).text()).toBe('[]')
      expect(await (await app.request('/x.GET')).text()).toBe('{}')
      expect(await (await app.request('/.secret')).text()).toBe('{}')
    }
    const app = createApp({ source: mocks })
    expect(await (await app.request('/page')).text()).toBe('page')
  })
})
