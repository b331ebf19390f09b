import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { editDistance, nearest } from '../../src/cli/line/nearest.ts'

describe('editDistance()', () => {
  const cases: [from: string, to: string, expected: number][] = [
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['site', 'site', 0],
    ['sitee', 'site', 1],
    ['ste', 'site', 1],
    ['sute', 'site', 1],
    ['stie', 'site', 1], // a swap of neighbours is one slip
    ['ca', 'abc', 3], // no part is edited twice
    ['kitten', 'sitting', 3],
  ]
  for (const [from, to, expected] of cases) {
    test(`"${from}" to "${to}" is ${expected}`, () => {
      assert.equal(editDistance(from, to), expected)
      assert.equal(editDistance(to, from), expected)
    })
  }
})

describe('nearest()', () => {
  const names = ['public', 'site', 'docs', 'src', 'a']
  const cases: [word: string, expected: string | null][] = [
    ['', null],
    ['b', null], // one letter is near to everything
    ['x', null],
    ['zz', null],
    ['sr', 'src'],
    ['dist', null],
    ['sitee', 'site'],
    ['SITE', 'site'], // case is no distance
    ['pubilc', 'public'],
    ['pblc', 'public'],
    ['publisher', null],
  ]
  for (const [word, expected] of cases) {
    test(`"${word}" was meant as ${expected}`, () => assert.equal(nearest(word, names), expected))
  }

  test('takes the nearest of several, not the first', () => {
    assert.equal(nearest('docs', ['dock', 'decks', 'docs']), 'docs')
  })
})
