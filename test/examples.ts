import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'vitest'

/** The lines of each example in the comments of a file. */
export function examplesIn(file: URL): string[][] {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/```ts\n(.*?)```/gs)].map(([, lines = '']) =>
    lines
      .replace(/^ \* ?/gm, '')
      .trim()
      .split('\n'),
  )
}

/** `expression // => expected` becomes an assertion; other lines are run as they are. */
function assertionOf(line: string): string {
  const [expression, expected] = line.split(' // => ')
  return expected === undefined ? line : `assert.deepEqual(${expression}, ${expected})`
}

/** Runs an example with the names that it may use. */
export function testExample(lines: readonly string[], scope: Readonly<Record<string, unknown>>) {
  test(`the example that begins with ${lines[0]}`, async () => {
    const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => {}).constructor
    const run = AsyncFunction('assert', ...Object.keys(scope), lines.map(assertionOf).join('\n'))
    await run(assert, ...Object.values(scope))
  })
}
