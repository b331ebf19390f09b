import assert from 'node:assert/strict'
import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { buildSite } from '../../src/cli/build/site-build.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import { temporaryFolder, testFiles } from './folder.ts'

/** Settled, so that its tag is strong. */
const lastModified = Date.UTC(2024, 0, 2)
const source = memoryFiles({
  'index.html': { content: 'application', lastModified },
  'about.html': { content: 'about', lastModified },
  'app.3f9a1c2b.js': { content: 'code', lastModified },
  'app.js': { content: 'code', lastModified },
  'users.GET.json': '[]',
  _redirects: '/old /about\n/s/* /:splat\n/v1/* /:splat 200\n/wrong\n',
  _headers: '/*\n  X-Ruled: :splat\n/app.js\n  ! ETag\n',
})

const out = join(temporaryFolder(), 'out')
const harness = createTestHarness({ workers: [{ configPath: join(out, 'wrangler.json') }] })
const show = { html: 'auto', spa: true, cache: 60, immutable: true } as const

let origin: URL
beforeAll(async () => {
  const { site, leftOut } = await buildSite(source, { out, files: testFiles, show })
  assert.deepEqual(
    site.mistakes.map(({ file, line }) => [file, line]),
    [['_redirects', 4]],
  )
  assert.deepEqual(leftOut, [])
  origin = (await harness.listen()).url
})
afterAll(() => harness.close())

/** Asks as it is said: `fetch` would add a `Sec-Fetch-Mode` of its own. */
function ask(url: URL, headers: OutgoingHttpHeaders): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers }, (response) => resolve(response.resume()))
    request.on('error', reject)
  })
}

describe('a Worker keeps the rules and the options that it was built with', () => {
  const navigate = { 'Sec-Fetch-Mode': 'navigate' }
  type Row = [path: string, status: number, fields: Record<string, string | null>, asked?: object]
  const rows: Row[] = [
    ['/old?a=1', 302, { location: '/about?a=1', 'x-ruled': 'old' }],
    ['/s/%2Fevil.test', 302, { location: '/%2Fevil.test' }],
    ['/v1/users', 200, { 'content-type': 'application/json' }],
    ['/about.html?a', 307, { location: '/about?a' }],
    ['/about', 200, { 'cache-control': 'max-age=60', 'x-ruled': 'about' }],
    ['/app.js', 200, { etag: null, 'cache-control': 'max-age=60' }],
    ['/app.3f9a1c2b.js', 200, { 'cache-control': 'public, max-age=31536000, immutable' }],
    [
      '/users/7',
      200,
      { 'cache-control': 'no-cache', vary: 'Sec-Fetch-Mode, Accept, Origin' },
      navigate,
    ],
    ['/users/7', 404, { 'cache-control': 'no-cache', 'x-ruled': 'users/7' }],
    ['/nope.js', 404, {}, navigate],
    ['/_redirects', 404, {}],
    ['/_headers', 404, {}],
  ]
  for (const [path, status, fields, asked] of rows) {
    test(`${path} ${JSON.stringify(asked ?? '')}`, async () => {
      const response = await ask(new URL(path, origin), { 'Accept-Encoding': 'identity', ...asked })
      assert.equal(response.statusCode, status)
      for (const [name, value] of Object.entries(fields)) {
        assert.equal(response.headers[name] ?? null, value, name)
      }
    })
  }
})
