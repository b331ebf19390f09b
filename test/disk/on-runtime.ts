// Runs the checks where vitest does not run, and prints what failed.
import process from 'node:process'
import type { diskFiles } from '../../src/adapters/disk.ts'
import { checks, run } from './checks.ts'

declare const Bun: { gc(force: boolean): void }

const adapters = {
  bun: () => import('../../src/adapters/bun.ts'),
  deno: () => import('../../src/adapters/deno.ts'),
}

const name = process.versions.bun ? 'bun' : 'deno'
const adapter: { diskFiles: typeof diskFiles } = await adapters[name]()
const gc = name === 'bun' ? () => Bun.gc(true) : (globalThis as { gc?: () => void }).gc!

let failed = 0
for (const check of checks) {
  try {
    await run(check, { diskFiles: adapter.diskFiles, gc })
  } catch (error) {
    failed++
    console.log(`FAILED ${check[0]}\n${(error as Error).stack}\n`)
  }
}
console.log(`${checks.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
