import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { pad, shorten, widthOf } from '../../src/cli/width.ts'

describe('widthOf()', () => {
  const cases: [text: string, expected: number][] = [
    ['', 0],
    ['page.html', 9],
    ['über', 4],
    ['u\u0308ber', 4], // a mark stands over its letter
    ['日本語', 6], // Unicode Annex 11: wide
    ['ﾊﾝｶｸ', 4], // halfwidth
    ['한국', 4],
    ['🎉.txt', 6],
    ['…–“', 3],
  ]
  for (const [text, expected] of cases) {
    test(`${text} takes ${expected} columns`, () => assert.equal(widthOf(text), expected))
  }
})

describe('shorten()', () => {
  const cases: [text: string, width: number, expected: string][] = [
    ['/short', 6, '/short'],
    ['/longer', 6, '/lo…er'],
    ['/assets/chunks/app-3f9a.js', 20, '/assets/ch…p-3f9a.js'],
    ['/日本語.txt', 11, '/日本語.txt'],
    ['/日本語.txt', 10, '/日本….txt'],
    ['日本語日本語', 6, '日…語'], // no half letters
    ['🎉🎉🎉🎉', 5, '🎉…🎉'],
  ]
  for (const [text, width, expected] of cases) {
    test(`${text} in ${width} columns`, () => {
      assert.equal(shorten(text, width), expected)
      assert.ok(widthOf(expected) <= width)
    })
  }
})

test('pad() fills up by columns', () => assert.equal(pad('日本', 6), '日本  '))
