import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { styleModule } from '../../../scripts/page-assets.ts'
import { stylesheet, stylesheetHash } from '../../../src/core/page/style.ts'

test('stylesheetHash is the hash of the stylesheet, so that its policy allows it', () => {
  const digest = createHash('sha256').update(stylesheet).digest('base64')
  expect(stylesheetHash).toBe(`sha256-${digest}`)
})

test('style.ts is what scripts/page-assets.ts makes of style.css', () => {
  const path = new URL('../../../src/core/page/style.ts', import.meta.url)
  expect(readFileSync(path, 'utf8')).toBe(styleModule())
})
