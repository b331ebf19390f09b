import { describe, expect, test } from 'vitest'
import { type AppOptions, createApp, memoryFiles } from '../../../src/index.ts'

const files = {
  'index.html': 'application',
  'app.js': 'code',
  '404.html': 'root 404',
  'docs/404.html': 'docs 404',
  'docs/deep/a.txt': '',
  'api/users.GET.json': '[]',
}
const appOf = (options: Partial<AppOptions> = {}) =>
  createApp({ source: memoryFiles(files), listing: false, ...options })

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

describe('404.html', () => {
  const app = appOf()

  test.each([
    ['/nope', 'root 404'],
    ['/nope/deeper/still', 'root 404'],
    ['/docs/nope', 'docs 404'],
    ['/docs/deep/nope', 'docs 404'],
    ['/docs/deep/a.txt/nope', 'docs 404'],
    ['/docs%2Fnope', 'root 404'],
    ['/docs/', 'docs 404'],
  ])('answers %s with the nearest one', async (path, text) => {
    const response = await app.request(path)
    expect([response.status, await response.text()]).toEqual([404, text])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'Accept',
    })
  })

  test.each([
    ['/nope', 'application/json', 'application/problem+json'],
    ['/nope', 'text/plain', 'text/plain; charset=utf-8'],
    ['/nope', '*/*', 'text/html; charset=utf-8'],
    ['/nope', 'image/avif,image/*,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['/api/nope', '*/*', 'application/problem+json'],
    ['/api/nope', browser, 'text/html; charset=utf-8'],
  ])('leaves a client its form: %s for %s is %s', async (path, accept, type) => {
    const response = await app.request(path, { headers: { Accept: accept } })
    expect([response.status, response.headers.get('content-type')]).toEqual([404, type])
  })

  test('is an error: no tag, no condition, no range, no other method', async () => {
    const etag = (await app.request('/404.html')).headers.get('etag')!
    for (const field of [
      ['If-None-Match', etag],
      ['If-None-Match', '*'],
      ['If-Match', '"x"'],
      ['Range', 'bytes=0-1'],
    ] as [string, string][]) {
      const response = await app.request('/nope', { headers: [field] })
      expect([response.status, await response.text()]).toEqual([404, 'root 404'])
      expect(response.headers.get('etag')).toBe(null)
    }
    const head = await app.request('/nope', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([404, '8'])
    const post = await app.request('/nope', { method: 'POST' })
    expect([post.status, await post.text()]).not.toContain('root 404')
  })

  test('is a page like others where it is asked for', async () => {
    expect((await app.request('/404.html')).status).toBe(200)
    expect((await app.request('/404')).status).toBe(200)
  })

  test('costs nothing more for a long path below nothing', async () => {
    let finds = 0
    const source = memoryFiles(files)
    const counting = createApp({
      source: {
        find(path) {
          finds += 1
          return source.find(path)
        },
      },
      mocks: 'never',
      site: { routes: [], mistakes: [], isTruncated: false },
    })
    await counting.request(`/${'a/'.repeat(2000)}`)
    expect(finds).toBeLessThan(8)
  })
})

describe('spa', () => {
  const app = appOf({ spa: true })
  const navigate = { 'Sec-Fetch-Mode': 'navigate' }

  test.each<[path: string, fields: Record<string, string>, text: string | null]>([
    ['/users/7', navigate, 'application'],
    ['/users/jane.doe', navigate, 'application'],
    ['/users/', navigate, 'application'],
    ['/users/joe@site.org', { Accept: browser }, 'application'],
    ['/users/7', { Accept: browser }, 'application'],
    ['/api/nope', navigate, 'application'],
    ['/users/7', { Accept: '*/*' }, null],
    ['/users/7', {}, null],
    ['/users/7', { Accept: 'application/json, text/html;q=0.1' }, null],
    ['/users/7', { Accept: browser, 'Sec-Fetch-Mode': 'cors' }, null],
    ['/users/7', { Accept: browser, 'Sec-Fetch-Mode': 'no-cors' }, null],
    ['/missing.js', navigate, null],
    ['/missing.js', { Accept: browser }, null],
    ['/assets/missing.css', navigate, null],
    ['/logo.PNG', navigate, null],
  ])('%s with %j', async (path, headers, text) => {
    const response = await app.request(path, { headers })
    expect(response.status).toBe(text === null ? 404 : 200)
    expect(response.headers.get('vary')).toContain('Sec-Fetch-Mode, Accept')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    if (text !== null) expect(await response.text()).toBe(text)
  })

  test('never answers another method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await app.request('/users/7', { method, headers: navigate })).status).toBe(404)
    }
    const head = await app.request('/users/7', { method: 'HEAD', headers: navigate })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '11'])
  })

  test('answers 304 to a client that has the page', async () => {
    const etag = (await app.request('/users/7', { headers: navigate })).headers.get('etag')!
    const again = await app.request('/users/8', { headers: { ...navigate, 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    expect(again.headers.get('vary')).toBe('Sec-Fetch-Mode, Accept')
  })

  test('never covers what is hidden', async () => {
    const source = memoryFiles(files)
    const refusal = () => ({ reason: 'hidden', flag: '--allow-hidden' })
    const guarded = createApp({ source: { ...source, refusal }, spa: true })
    expect((await guarded.request('/.env', { headers: navigate })).status).toBe(404)
  })
})
