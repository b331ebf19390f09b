import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isToken } from '../../../src/core/http/token.ts'

const cases: [text: string, isOne: boolean][] = [
  ['', false],
  ['a b', false],
  ['a:', false],
  ['a,b', false],
  ['"a"', false],
  ['a\n', false],
  ['ä', false],
  ['a/b', false],
  ['X-Total-Count', true],
  ["!#$%&'*+-.^_`|~", true], // every tchar that is no digit and no letter
  ['0', true],
]

for (const [text, isOne] of cases) {
  test(`isToken(${JSON.stringify(text)}) is ${isOne}`, () => {
    assert.equal(isToken(text), isOne)
  })
}
