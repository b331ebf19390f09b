import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { buildSite } from '../../src/cli/build/site-build.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import { temporaryFolder, testFiles } from './folder.ts'

const out = join(temporaryFolder(), 'out')
const assets = join(out, 'assets')
const harness = createTestHarness({ workers: [{ configPath: join(out, 'wrangler.json') }] })
const ask = (path: string) => harness.fetch(path, { headers: { 'Accept-Encoding': 'identity' } })

/** The assets that begin with a byte. */
const assetsOf = (byte: number) =>
  readdirSync(assets)
    .map((name) => join(assets, name))
    .filter((path) => readFileSync(path)[0] === byte)

const many = Object.fromEntries(
  Array.from({ length: 2001 }, (_, index) => [`many/${index}.txt`, String(index)]),
)

beforeAll(async () => {
  const source = memoryFiles({
    ...many,
    'gone/a.bin': new Uint8Array(300_000).fill(1),
    'short/a.bin': new Uint8Array(90_000).fill(2),
    'short/b.bin': new Uint8Array(300_000).fill(3),
    'many/short.bin': new Uint8Array(90_000).fill(2),
    'whole/a.bin': new Uint8Array(300_000).fill(4),
    'whole/b.bin': new Uint8Array(90_000).fill(5),
  })
  await buildSite(source, { out, files: testFiles, partSize: 100_000 })
  const [, second] = assetsOf(1).sort()
  rmSync(second!)
  for (const path of assetsOf(2)) truncateSync(path, 80_000)
  await harness.listen()
})
afterAll(() => harness.close())

test.each([
  ['a piece of a file is gone', '/gone/?archive=zip'],
  ['a file is shorter than it was', '/short/?archive=zip'],
  ['a file is shorter than it was, and there is no length', '/many/?archive=zip'],
])('an archive of a Worker breaks off where %s', async (_, path) => {
  const response = await ask(path)
  assert.equal(response.status, 200)
  await assert.rejects(response.bytes(), TypeError)
})

test('a Worker answers on when nobody wants the rest of an archive', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const reader = (await ask('/whole/?archive=zip')).body!.getReader()
    await reader.read()
    await reader.cancel()
  }
  const bytes = await (await ask('/whole/?archive=zip')).bytes()
  assert.ok(bytes.length > 390_000)
})
