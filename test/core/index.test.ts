import assert from 'node:assert/strict'
import { Hono } from 'hono'
import { test } from 'vitest'
import * as webstand from '../../src/index.ts'
import { examplesIn, testExample } from '../examples.ts'

/** Where the functions that `webstand` exports are. */
const files = ['create-app', 'site', 'middleware', 'files/memory', 'files/overlay']
const examples = files.flatMap((file) =>
  examplesIn(new URL(`../../src/core/${file}.ts`, import.meta.url)),
)
for (const lines of examples) testExample(lines, { ...webstand, Hono })

test('every function of webstand has an example', () => {
  const text = examples.flat().join('\n')
  for (const name of Object.keys(webstand)) assert.ok(text.includes(`${name}(`), name)
})
