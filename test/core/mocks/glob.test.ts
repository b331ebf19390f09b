import { expect, test } from 'vitest'
import { matchesGlob } from '../../../src/core/mocks/choose/glob.ts'

const rows: [pattern: string, text: string, expected: boolean][] = [
  ['', '', true],
  ['', 'a', false],
  ['a', 'a', true],
  ['a', 'ab', false],
  ['*', '', true],
  ['*', 'anything', true],
  ['**', 'x', true],
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['*a', 'ba', true],
  ['*a', 'ab', false],
  ['a*a', 'a', false], // each character counts once
  ['a*a', 'aa', true],
  ['a*b*c', 'aXbXc', true],
  ['a*b*c', 'acb', false],
  ['*b*b*', 'abab', true],
  ['*b*b*', 'ab', false],
  ['a.c', 'abc', false],
  ['a?c', 'abc', false],
  ['[a]*', '[a]b', true],
]

test.each(rows)('matchesGlob(%j, %j) is %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected)
})
