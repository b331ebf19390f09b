import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import * as http from '../../../src/core/http/index.ts'

const source = readFileSync(new URL('../../../src/core/http/index.ts', import.meta.url), 'utf8')
const examples = [...source.matchAll(/```ts\n(.*?)```/gs)].map(([, lines = '']) =>
  lines
    .replace(/^ \* ?/gm, '')
    .trim()
    .split('\n'),
)

/** `expression // => expected` becomes an assertion; other lines are run as they are. */
function assertionOf(line: string): string {
  const [expression, expected] = line.split(' // => ')
  return expected === undefined ? line : `assert.deepEqual(${expression}, ${expected})`
}

for (const lines of examples) {
  test(`the example that begins with ${lines[0]}`, async () => {
    const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => {}).constructor
    const run = AsyncFunction('assert', ...Object.keys(http), lines.map(assertionOf).join('\n'))
    await run(assert, ...Object.values(http))
  })
}

test('every function that is exported has an example', () => {
  const text = examples.flat().join('\n')
  for (const [name, value] of Object.entries(http)) {
    if (typeof value === 'function') assert.ok(text.includes(`${name}(`), name)
  }
})
