import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, test } from 'vitest'
import { createFixture } from '../conformance/fixture.ts'
import { startServer } from '../conformance/servers.ts'
import { type Finding, fuzz } from './fuzz.ts'

const LARGEST = 300_000
const budget = { requests: 6000, seed: 20_261, largest: LARGEST * 4 }

const fixture = createFixture()
writeFileSync(join(fixture.folder, 'big.bin'), Buffer.alloc(LARGEST, 'x'))
afterAll(() => rmSync(fixture.parent, { recursive: true, force: true }))

/** Fuzzes a server that has one of the bugs of `test/planted/server.ts`. */
async function fuzzPlanted(bug: string): Promise<Finding | null> {
  const script = join(import.meta.dirname, '../planted/server.ts')
  const child = spawn(process.execPath, [script, bug, fixture.folder])
  try {
    const [url] = await once(createInterface(child.stdout), 'line')
    return await fuzz(url, budget)
  } finally {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
}

describe('fuzz() finds a planted bug', () => {
  test.each([
    ['decoded-twice', 'bytes that are hidden, or from outside'],
    ['prefix-without-separator', 'bytes that are hidden, or from outside'],
    ['no-real-path', 'bytes that are hidden, or from outside'],
    ['header-split', 'a field was put in'],
    ['unbounded-parts', /^an answer of \d+ bytes$/],
  ])('%s', { timeout: 120_000 }, async (bug, problem) => {
    const finding = await fuzzPlanted(bug)
    expect(finding?.problem).toMatch(problem)
  })
})

test('fuzz() finds nothing with the same budget', { timeout: 180_000 }, async () => {
  const server = await startServer('node', fixture.folder)
  const finding = await fuzz(server.origin, budget)
  await server.stop()
  expect(finding).toBe(null)
})
