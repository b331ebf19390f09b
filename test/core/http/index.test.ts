import assert from 'node:assert/strict'
import { test } from 'vitest'
import * as http from '../../../src/core/http/index.ts'
import { examplesIn, testExample } from '../../examples.ts'

const examples = examplesIn(new URL('../../../src/core/http/index.ts', import.meta.url))
for (const lines of examples) testExample(lines, http)

test('every function that is exported has an example', () => {
  const text = examples.flat().join('\n')
  for (const [name, value] of Object.entries(http)) {
    if (typeof value === 'function') assert.ok(text.includes(`${name}(`), name)
  }
})
