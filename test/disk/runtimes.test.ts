import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bin } from '../runtimes.ts'
import { checks } from './checks.ts'

const script = join(import.meta.dirname, 'on-runtime.ts')

const commands = {
  bun: [bin('bun'), script],
  deno: [bin('deno'), 'run', '-A', '--v8-flags=--expose-gc', script],
} as const

for (const [name, [program, ...args]] of Object.entries(commands)) {
  test(`diskFiles() does the same on ${name}`, { timeout: 120_000 }, async () => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk))
    await new Promise((resolve) => child.once('close', resolve))
    expect(output.trim()).toBe(`${checks.length} passed, 0 failed`)
  })
}
