import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { buildSite } from '../../src/cli/build/site-build.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import { temporaryFolder, testFiles } from './folder.ts'

const out = join(temporaryFolder(), 'out')
const harness = createTestHarness({ workers: [{ configPath: join(out, 'wrangler.json') }] })
const ask = (path: string) => harness.fetch(path, { headers: { 'Accept-Encoding': 'identity' } })

beforeAll(async () => {
  const source = memoryFiles({ 'small.txt': 'small', 'large.bin': new Uint8Array(250_000) })
  await buildSite(source, { out, files: testFiles, partSize: 100_000 })
  // All that is left is the first piece of the large file: what pages load and look like is gone too.
  const lost = readdirSync(join(out, 'assets')).filter((name) => !name.endsWith('.0'))
  assert.equal(lost.length, 5)
  for (const name of lost) rmSync(join(out, 'assets', name))
  await harness.listen()
})
afterAll(() => harness.close())

test('a Worker whose asset is gone asks to come again', async () => {
  const response = await ask('/small.txt')
  assert.equal(response.status, 503)
  assert.equal(response.headers.get('Retry-After'), '1')
})

test('a Worker says so on a page without its looks, where those are gone too', async () => {
  const headers = { Accept: 'text/html', 'Accept-Encoding': 'identity' }
  const response = await harness.fetch('/small.txt', { headers })
  assert.equal(response.status, 503)
  assert.match(await response.text(), /<h1>Service Unavailable<\/h1>/)
})

test('a Worker breaks off where the next piece is gone', async () => {
  const response = await ask('/large.bin')
  assert.equal(response.status, 200)
  await assert.rejects(response.bytes(), TypeError)
})
