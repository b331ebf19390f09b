import { describe, expect, test } from 'vitest'
import { type AppOptions, createApp, memoryFiles } from '../../../src/index.ts'

const source = memoryFiles({
  'a.txt': 'a',
  'api/users.GET.json': '[]',
  'api/users.POST.201.json': '{}',
  'api/users/[id].DELETE.204.json': '',
  'api/act.ANY.ts': '',
})
const stranger = 'https://evil.example'

/** What a request that a page of `origin` sends gets; `site` as its browser says it. */
async function sent(
  [method, path, site, origin]: readonly [string, string, string | null, string | null],
  options: Partial<AppOptions> = {},
): Promise<{ status: number; text: string }> {
  const headers = new Headers({ Accept: 'text/plain' })
  if (site !== null) headers.set('Sec-Fetch-Site', site)
  if (origin !== null) headers.set('Origin', origin)
  const app = createApp({ source, hosts: [], ...options })
  const response = await app.request(path, { method, headers })
  return { status: response.status, text: await response.text() }
}

describe('what a page of another site sends', () => {
  test.each([
    ['POST', '/api/users', 'cross-site', stranger],
    ['DELETE', '/api/users/7', 'cross-site', stranger],
    ['POST', '/api/act', 'cross-site', stranger],
    ['POST', '/a.txt', 'cross-site', stranger],
    ['POST', '/nope', 'cross-site', stranger],
    ['POST', '/api/users', 'cross-site', 'http://localhost.evil.example'],
    ['POST', '/api/users', 'cross-site', 'null'],
    ['POST', '/api/users', 'cross-site', null],
  ] as const)('is refused: %s %s, %s, from %s', async (...request) => {
    expect((await sent(request)).status).toBe(403)
  })

  test.each([
    // RFC 9110 §9.2.1: it changes nothing, and CORS says who reads it.
    ['GET', '/api/users', 'cross-site', stranger, 200],
    ['HEAD', '/api/users', 'cross-site', null, 200],
    ['OPTIONS', '/api/users', 'cross-site', null, 204],
    ['POST', '/api/users', 'cross-site', 'http://localhost:5173', 201],
    ['POST', '/api/users', 'same-site', 'http://localhost:5173', 201],
    ['POST', '/api/users', 'same-origin', 'http://localhost', 201],
    // Typed or bookmarked: no page sends it.
    ['POST', '/api/users', 'none', null, 201],
    // No browser.
    ['POST', '/api/users', null, stranger, 201],
    ['POST', '/api/users', null, null, 201],
  ] as const)('is not: %s %s, %s, from %s', async (method, path, site, origin, status) => {
    expect((await sent([method, path, site, origin])).status).toBe(status)
  })

  test('says which flag lets it in', async () => {
    const { text } = await sent(['POST', '/api/users', 'cross-site', stranger])
    expect(text).toContain(`may not send POST here. If they should: --cors ${stranger}`)
    const nameless = await sent(['POST', '/api/users', 'cross-site', 'null'])
    expect(nameless.text).toMatch(/If they should: --cors\n$/)
  })

  test('is let in where CORS lets its page in', async () => {
    const request = ['POST', '/api/users', 'cross-site', stranger] as const
    expect((await sent(request, { cors: [stranger] })).status).toBe(201)
    expect((await sent(request, { cors: ['*'] })).status).toBe(201)
    expect((await sent(request, { cors: ['https://app.example'] })).status).toBe(403)
    expect((await sent(request, { cors: null })).status).toBe(403)
  })

  test('is refused on a loopback address only: elsewhere a mock API is public', async () => {
    const request = ['POST', '/api/users', 'cross-site', stranger] as const
    expect((await sent(request, { hosts: null })).status).toBe(201)
  })
})
