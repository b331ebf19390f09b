import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { stylesheet, stylesheetHash } from '../../../src/core/page/style.ts'

test('stylesheetHash is the hash of the stylesheet, so that its policy allows it', () => {
  const digest = createHash('sha256').update(stylesheet).digest('base64')
  expect(stylesheetHash).toBe(`sha256-${digest}`)
})
