import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { clientHashModule, clientModule } from '../../../scripts/page-assets.ts'
import { client } from '../../../src/core/listing/client.ts'
import { clientHashes } from '../../../src/core/listing/client-hash.ts'
import { createApp, memoryFiles, readSite } from '../../../src/index.ts'

const app = createApp({ source: memoryFiles({ 'dir/a.txt': 'a', '__webstand/x.txt': 'x' }) })
const browser = { headers: { Accept: 'text/html' } }

test('client.ts and its hashes are what scripts/page-assets.ts makes of the modules below client/', () => {
  const textOf = (name: string) =>
    readFileSync(new URL(`../../../src/core/listing/${name}`, import.meta.url), 'utf8')
  expect(textOf('client.ts')).toBe(clientModule())
  expect(textOf('client-hash.ts')).toBe(clientHashModule())
})

test('the script of the page is at its address, as its policy asks for, to be kept for good', async () => {
  const page = await app.request('/dir/', browser)
  const [, src, integrity] = /<script type="module" src="([^"]+)" integrity="([^"]+)"/.exec(
    await page.text(),
  )!
  expect(integrity).toBe(clientHashes.listing)
  const allowed = `script-src '${clientHashes.listing}' '${clientHashes.forms}'`
  expect(page.headers.get('content-security-policy')).toContain(allowed)
  const { pathname } = new URL(src!, 'http://localhost/dir/')
  const response = await app.request(pathname)
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect(await response.text()).toBe(client.listing)
  const coded = await app.request(pathname, { headers: { 'Accept-Encoding': 'gzip' } })
  expect(coded.headers.get('content-encoding')).toBe('gzip')
})

test('a program that does not ask for a page by name gets no script', async () => {
  const page = await app.request('/dir/')
  expect(await page.text()).not.toContain('<script')
  expect(page.headers.get('content-security-policy')).not.toContain('script-src')
})

test('nothing else is below /__webstand/', async () => {
  for (const path of ['/__webstand', '/__webstand/', '/__webstand/x.txt', '/__webstand/a/b']) {
    expect((await app.request(path)).status).toBe(404)
  }
})

test('the script weighs at most 8 KB, with its looks', () => {
  expect(gzipSync(client.listing).byteLength).toBeLessThan(8_000)
})

test('the forms of routes are a script of their own, where there are routes', async () => {
  const source = memoryFiles({ 'api/a.POST.json': '{}', 'api/b.txt': 'b', 'c.txt': 'c' })
  const app = createApp({ source, site: await readSite(source), routes: 'listed' })
  expect(await (await app.request('/', browser)).text()).not.toContain('/forms-')
  const page = await (await app.request('/api/', browser)).text()
  const [, src, integrity] = /src="([^"]+forms-[^"]+)" integrity="([^"]+)"/.exec(page)!
  expect(integrity).toBe(clientHashes.forms)
  const { pathname } = new URL(src!, 'http://localhost/api/')
  expect(await (await app.request(pathname)).text()).toBe(client.forms)
  expect(gzipSync(client.forms).byteLength).toBeLessThan(4_000)
})
