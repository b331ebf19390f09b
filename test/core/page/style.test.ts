import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { styleHashModule, styleModule } from '../../../scripts/page-assets.ts'
import { stylesheet } from '../../../src/core/page/style.ts'
import { stylesheetHash } from '../../../src/core/page/style-hash.ts'

test('stylesheetHash is the hash of the stylesheet, so that its policy allows it', () => {
  const digest = createHash('sha256').update(stylesheet).digest('base64')
  expect(stylesheetHash).toBe(`sha256-${digest}`)
})

test('style.ts and style-hash.ts are what scripts/page-assets.ts makes of style.css', () => {
  const textOf = (name: string) =>
    readFileSync(new URL(`../../../src/core/page/${name}`, import.meta.url), 'utf8')
  expect(textOf('style.ts')).toBe(styleModule())
  expect(textOf('style-hash.ts')).toBe(styleHashModule())
})
