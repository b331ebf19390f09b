import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

const source = memoryFiles({
  'api/users.GET.json': '[]',
  'api/users.POST.201.json': '{}',
  'api/users/[id].GET.json': '{}',
  'api/users/[id].DELETE.204.json': '',
  'api/users/[id]/deep.PUT.json': '{}',
  'api/about.txt': 'a file beside routes',
  'api/other/notes.txt': '',
  'api/any/[[...rest]].GET.json': '{}',
  'only/ping.POST.json': '{}',
  'only/a b.GET.json': '{}',
})
const app = createApp({ source })
const owner = { ip: '127.0.0.1' }
const browser = { headers: { Accept: 'text/html' } }

const page = async (path: string, platform: object = owner, from = app) =>
  (await from.request(path, browser, platform)).text()

async function calls(path: string): Promise<string[]> {
  const response = await app.request(`${path}?format=json`, {}, owner)
  const entries = (await response.json()) as { type: string; method: string; path: string }[]
  return entries
    .filter(({ type }) => type === 'route')
    .map(({ method, path }) => `${method} ${path}`)
}

describe('the routes of a listing', () => {
  test('are those that live in the folder, and in folders that a route answers for', async () => {
    expect(await calls('/only/')).toEqual(['GET /only/a b', 'POST /only/ping'])
    expect(await calls('/api/')).toEqual([
      'GET /api/any/[[...rest]]',
      'GET /api/users',
      'POST /api/users',
      'GET /api/users/[id]',
      'DELETE /api/users/[id]',
      'PUT /api/users/[id]/deep',
    ])
    expect(await calls('/')).toEqual([])
  })

  test('say in JSON how they are called, and what is behind them', async () => {
    const response = await app.request('/api/?format=json', {}, owner)
    const entries = await response.json()
    expect(entries).toContainEqual({
      type: 'route',
      method: 'POST',
      path: '/api/users',
      href: './users',
      answers: ['201'],
      file: 'users.POST.201.json',
    })
    expect(entries).toContainEqual(expect.objectContaining({ name: 'about.txt', type: 'file' }))
  })

  test('make a folder that has nothing else not empty', async () => {
    const markup = await page('/only/')
    expect(markup).toContain('<p class="sum">2 routes</p>')
    expect(markup).not.toContain('This folder is empty')
  })

  test('are opened by a link where GET opens them, and unfold otherwise', async () => {
    const markup = await page('/only/')
    expect(markup).toContain('<a class="row" href="./a%20b">')
    expect(markup.match(/<details>/g)).toHaveLength(1)
    expect(markup).toContain(`curl -X POST 'http://localhost/only/ping'`)
  })

  test('stand instead of the folder that they answer for', async () => {
    const markup = await page('/api/')
    expect(markup).not.toContain('href="./users/"')
    expect(markup).toContain('href="./other/"')
  })

  test.each([
    ['another machine', { ip: '192.0.2.1' }, {}],
    ['a tunnel', owner, { 'X-Forwarded-For': '192.0.2.1' }],
    ['a page of another site', owner, { 'Sec-Fetch-Site': 'cross-site' }],
  ])('are not shown to %s', async (_, platform, fields) => {
    const headers = { Accept: 'text/html', ...fields }
    const markup = await (await app.request('/only/', { headers }, platform)).text()
    expect(markup).not.toContain('ping')
    const json = await app.request('/only/?format=json', { headers }, platform)
    expect(await json.json()).toEqual([])
  })

  test('are shown to everybody where the owner wants it', async () => {
    const open = createApp({ source, routes: 'listed' })
    expect(await page('/only/', { ip: '192.0.2.1' }, open)).toContain('ping')
  })

  test('are no links for a program that mirrors the folder', async () => {
    const response = await app.request('/api/', { headers: { Accept: '*/*' } }, owner)
    const markup = await response.text()
    expect(markup).not.toContain('href="./users"')
    expect(markup).toContain('href="./other/"')
  })

  test('are called below a base by their whole path', async () => {
    const mounted = createApp({ source, base: '/demo' })
    const markup = await page('/demo/only/', owner, mounted)
    expect(markup).toContain(`curl -X POST 'http://localhost/demo/only/ping'`)
  })
})
