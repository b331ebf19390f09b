import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { bin, root } from '../runtimes.ts'
import { checks, socketChecks } from './checks.ts'

describe('mock() in vitest', () => {
  for (const [name, check] of [...checks, ...socketChecks]) test(name, check)
})

/** How each runtime runs tests, and what it says of those that pass. */
const runners: Record<string, [args: string[], passed: RegExp]> = {
  node: [['--test', 'test/mock/runner.ts'], /\bpass (\d+)/],
  bun: [['test', './test/mock/runner.ts'], /\b(\d+) pass\b/],
  deno: [['test', '-A', 'test/mock/runner.ts'], /\b(\d+) passed\b/],
}

describe('mock() in the test runner of', () => {
  for (const [name, [args, passed]] of Object.entries(runners)) {
    test(name, async () => {
      const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: undefined }
      const { stdout, stderr } = await promisify(execFile)(bin(name), args, { cwd: root, env })
      const count = passed.exec(stdout + stderr)?.[1]
      expect(Number(count)).toBe(checks.length + socketChecks.length)
    })
  }
})
