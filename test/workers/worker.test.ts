import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { buildSite } from '../../src/cli/build/site-build.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import { client } from '../../src/core/listing/client.ts'
import { temporaryFolder, testFiles } from './folder.ts'

const PART_SIZE = 100_000

/** Bytes that say where they are: 251 is prime, so that no piece looks like another. */
const sequence = (size: number) => Uint8Array.from({ length: size }, (_, index) => index % 251)

const changed = Date.UTC(2024, 1, 29, 12, 0, 0, 500)
const source = memoryFiles({
  'hello.txt': { content: 'hello', lastModified: changed },
  'page/index.html': '<!doctype html><title>page</title>',
  'empty.txt': '',
  'bytes/streamed': sequence(90_000),
  'bytes/one-piece': sequence(100_000),
  'bytes/two-pieces': sequence(200_000),
  'bytes/three-pieces': sequence(250_000),
  'docs/a.txt': 'a',
  'docs/deep/er/b.txt': 'b',
  'docs/.env': 'SECRET=1',
  '.git/config': 'SECRET=2',
  '.well-known/security.txt': 'Contact: mailto:a@example.com',
  'names/_headers': '/*\n  X-A: 1\n',
  'names/__proto__': 'proto',
  'names/constructor': 'constructor',
  'names/100% & ü.txt': 'odd',
  'api/users/[id].GET.json': '{"id":"{{params.id}}"}',
  'api/users.POST.201.json': '{"ok":true}',
  'api/login.POST.json': '{}',
  'api/late.MOCK.json': '[{"status":202,"delay":1}]',
  'api/code.ANY.ts': 'throw new Error("evaluated")',
  'api/code.ANY.ts.bak': 'SECRET=3',
})

const out = join(temporaryFolder(), 'out')
const harness = createTestHarness({ workers: [{ configPath: join(out, 'wrangler.json') }] })

beforeAll(async () => {
  await buildSite(source, { out, files: testFiles, partSize: PART_SIZE })
  await harness.listen()
})
afterAll(() => harness.close())

interface Question {
  method?: string
  headers?: Record<string, string>
}

/** Asks the Worker; wrangler would compress what says that it may be. */
function ask(path: string, { headers, ...rest }: Question = {}) {
  const fields = { 'Accept-Encoding': 'identity', ...headers }
  return harness.fetch(path, { ...rest, headers: fields, redirect: 'manual' })
}

describe('a Worker answers', () => {
  test('for the modules of a listing, from its assets', async () => {
    const page = await (await ask('/docs/', { headers: { Accept: 'text/html' } })).text()
    const src = /<script type="module" src="([^"]+)"/.exec(page)?.[1]
    assert.ok(src)
    const response = await ask(new URL(src, 'http://localhost/docs/').pathname)
    assert.equal(response.headers.get('Content-Type'), 'text/javascript; charset=utf-8')
    assert.equal(await response.text(), client.listing)
  })

  for (const [path, status] of [
    ['/docs/', 200],
    ['/nowhere', 404],
  ] as const) {
    test(`with a page whose style its policy allows: ${path}`, async () => {
      const response = await ask(path, { headers: { Accept: 'text/html' } })
      assert.equal(response.status, status)
      const [, style = ''] = /<style>(.+)<\/style>/s.exec(await response.text()) ?? []
      const hash = createHash('sha256').update(style).digest('base64')
      assert.match(style, /^:root\{/)
      const policy = response.headers.get('Content-Security-Policy') ?? ''
      assert.ok(policy.includes(`style-src 'sha256-${hash}'`), policy)
    })
  }

  test('with an archive, folders in it, from the checksums of the manifest', async () => {
    const response = await ask('/docs/?archive=zip')
    assert.equal(response.status, 200)
    const bytes = Buffer.from(await response.arrayBuffer())
    const sums = ['a', 'b'].map((text) => crc32(text))
    for (const sum of sums) {
      const written = Buffer.alloc(4)
      written.writeUInt32LE(sum)
      assert.ok(bytes.includes(written))
    }
    assert.ok(bytes.includes('docs/deep/er/b.txt'))
  })

  test('with an archive of all bytes, of files in one piece and in several', async () => {
    const response = await ask('/bytes/?archive=zip')
    const bytes = Buffer.from(await response.arrayBuffer())
    assert.equal(response.headers.get('Content-Length'), String(bytes.length))
    const sizes = [100_000, 90_000, 250_000, 200_000]
    const names = ['one-piece', 'streamed', 'three-pieces', 'two-pieces']
    for (const [index, name] of names.entries()) {
      const header = bytes.indexOf(`bytes/${name}`) - 30
      assert.equal(bytes.readUInt32LE(header), 0x04034b50)
      const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
      const size = sizes[index]!
      assert.deepEqual(bytes.subarray(start, start + size), Buffer.from(sequence(size)))
    }
  })

  test('late, where a route says so', async () => {
    const response = await ask('/api/late')
    assert.deepEqual([response.status, await response.text()], [202, ''])
  })

  const cases: [path: string, status: number, text: string | null, question?: Question][] = [
    ['/hello.txt', 200, 'hello'],
    ['/empty.txt', 200, ''],
    ['/page/', 200, '<!doctype html><title>page</title>'],
    ['/page', 307, null],
    ['/docs/deep/er/b.txt', 200, 'b'],
    ['/.well-known/security.txt', 200, 'Contact: mailto:a@example.com'],
    ['/hello.txt', 405, null, { method: 'DELETE' }],
    ['/hello.txt', 304, '', { headers: { 'If-Modified-Since': 'Thu, 29 Feb 2024 12:00:00 GMT' } }],
    ['/hello.txt', 206, 'ell', { headers: { Range: 'bytes=1-3' } }],
    ['/hello.txt', 416, null, { headers: { Range: 'bytes=5-' } }],
    ['/api/users/7', 200, '{"id":"7"}'],
    ['/api/users', 201, '{"ok":true}', { method: 'POST' }],
    ['/api/login', 405, null],
    // Names are exact, and none of them means anything to the binding.
    ['/Hello.txt', 404, null],
    ['/hello.txt/', 404, null],
    ['/hello.txt/x', 404, null],
    ['/names/_headers', 200, '/*\n  X-A: 1\n'],
    ['/names/__proto__', 200, 'proto'],
    ['/names/constructor', 200, 'constructor'],
    ['/names/toString', 404, null],
    ['/__proto__', 404, null],
    ['/names/100%25%20%26%20%C3%BC.txt', 200, 'odd'],
    // What is hidden or code is not there.
    ['/docs/.env', 404, null],
    ['/.git/config', 404, null],
    ['/api/code.ANY.ts', 404, null],
    ['/api/code.ANY.ts.bak', 404, null],
    ['/api/users.POST.201.json', 404, null],
    // What the build wrote beside the files is not served.
    ['/__STATIC_CONTENT_MANIFEST', 404, null],
    ['/site.js', 404, null],
    ['/wrangler.json', 404, null],
    ['/assets', 404, null],
  ]
  for (const [path, status, text, question] of cases) {
    test(`${question?.method ?? 'GET'} ${path} with ${status}`, async () => {
      const response = await ask(path, question)
      assert.equal(response.status, status)
      const body = await response.text()
      if (text !== null) assert.equal(body, text)
      assert.doesNotMatch(body, /SECRET/)
    })
  }

  test('the name of an asset with 404', async () => {
    const assets = readdirSync(join(out, 'assets'))
    assert.ok(assets.length > 10)
    for (const asset of assets) {
      const response = await ask(`/${asset}`)
      await response.body?.cancel()
      assert.equal(response.status, 404)
    }
  })

  test('HEAD with the fields of GET', async () => {
    for (const path of ['/hello.txt', '/bytes/three-pieces', '/empty.txt']) {
      const [get, head] = [await ask(path), await ask(path, { method: 'HEAD' })]
      await get.body?.cancel()
      assert.deepEqual([...head.headers], [...get.headers])
      assert.equal(await head.text(), '')
    }
  })

  test('with a strong tag of the content, and the date of the file', async () => {
    const { headers } = await ask('/hello.txt')
    const tag = headers.get('ETag')!
    assert.match(tag, /^"[0-9a-f]{32}"$/)
    assert.equal(headers.get('Last-Modified'), 'Thu, 29 Feb 2024 12:00:00 GMT')
    const again = await ask('/hello.txt', { headers: { 'If-None-Match': `"x", ${tag}` } })
    assert.equal(again.status, 304)
    assert.equal(again.headers.get('ETag'), tag)
  })

  test('a folder with its listing', async () => {
    const response = await ask('/docs/', { headers: { Accept: 'application/json' } })
    assert.equal(response.status, 200)
    const listed = JSON.stringify(await response.json())
    assert.match(listed, /a\.txt/)
    assert.match(listed, /deep/)
    assert.doesNotMatch(listed, /\.env/)
  })
})

describe('a Worker sends', () => {
  const files: [name: string, size: number][] = [
    ['streamed', 90_000],
    ['one-piece', 100_000],
    ['two-pieces', 200_000],
    ['three-pieces', 250_000],
  ]
  for (const [name, size] of files) {
    test(`${name} whole, with its length`, async () => {
      const response = await ask(`/bytes/${name}`)
      assert.equal(response.headers.get('Content-Length'), String(size))
      assert.deepEqual(await response.bytes(), sequence(size))
    })
  }

  const ranges: [name: string, first: number, last: number][] = [
    ['streamed', 0, 0],
    ['streamed', 89_999, 89_999],
    ['streamed', 1, 89_998],
    ['one-piece', 0, 99_999],
    ['two-pieces', 99_999, 100_000],
    ['two-pieces', 100_000, 199_999],
    ['three-pieces', 0, 99_999],
    ['three-pieces', 0, 100_000],
    ['three-pieces', 99_999, 200_000],
    ['three-pieces', 100_000, 100_000],
    ['three-pieces', 150_000, 249_999],
    ['three-pieces', 249_999, 249_999],
  ]
  for (const [name, first, last] of ranges) {
    test(`bytes ${first}-${last} of ${name}`, async () => {
      const headers = { Range: `bytes=${first}-${last}` }
      const response = await ask(`/bytes/${name}`, { headers })
      assert.equal(response.status, 206)
      assert.equal(response.headers.get('Content-Length'), String(last - first + 1))
      assert.deepEqual(await response.bytes(), sequence(last + 1).subarray(first))
    })
  }

  test('several ranges of several pieces', async () => {
    const headers = { Range: 'bytes=99999-100000,-2' }
    const response = await ask('/bytes/three-pieces', { headers })
    assert.equal(response.status, 206)
    assert.match(response.headers.get('Content-Type')!, /^multipart\/byteranges; boundary=/)
    const bytes = Buffer.from(await response.bytes())
    const part = (first: number, last: number) => {
      const head = Buffer.from(`Content-Range: bytes ${first}-${last}/250000\r\n\r\n`)
      return Buffer.concat([head, sequence(last + 1).subarray(first)])
    }
    assert.ok(bytes.includes(part(99_999, 100_000)))
    assert.ok(bytes.includes(part(249_998, 249_999)))
  })

  test('on, after a client went away', async () => {
    for (let count = 0; count < 5; count++) {
      const response = await ask('/bytes/three-pieces')
      await response.body?.cancel()
    }
    const response = await ask('/bytes/three-pieces')
    assert.equal((await response.bytes()).length, 250_000)
  })
})
