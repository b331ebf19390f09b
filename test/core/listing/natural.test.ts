import { expect, test } from 'vitest'
import { sortedRows } from '../../../src/core/listing/entries.ts'
import { compareNames, orderKey } from '../../../src/core/listing/natural.ts'
import { parseView } from '../../../src/core/listing/view.ts'

const view = (query: string) => parseView(new URLSearchParams(query))
const row = (name: string) => ({ name, type: 'file', size: 1, lastModified: 1 }) as const
const sign = (one: string, other: string) => (one < other ? -1 : Number(one > other))

/** Always the same: numbers from 0 to 1, exclusive. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test('orderKey() orders names of ASCII as the collator does', () => {
  const next = random(7)
  const alphabet = [
    '0',
    '00',
    '1',
    '9',
    '10',
    'a',
    'A',
    'b',
    'z',
    ' ',
    '_',
    '-',
    '.',
    '~',
    '(',
    '%',
  ]
  const letter = () => alphabet[Math.floor(next() * alphabet.length)]!
  const anything = () => String.fromCharCode(32 + Math.floor(next() * 95))
  const word = (of: () => string) => Array.from({ length: 1 + Math.floor(next() * 6) }, of).join('')
  for (let count = 0; count < 20_000; count++) {
    const of = count % 2 ? letter : anything
    const [one, other] = [word(of), word(of)]
    const keys = [orderKey(one)!, orderKey(other)!] as const
    const order = keys[0] === keys[1] ? sign(one, other) : sign(...keys)
    expect(order, `"${one}" and "${other}"`).toBe(Math.sign(compareNames(one, other)))
  }
})

test.each(['ünï', 'a\tb', '1'.repeat(201), ''])(
  'orderKey("%s") leaves it to the collator',
  (name) => {
    expect(orderKey(name)).toBe(null)
  },
)

test('sortedRows() puts numbers, cases and scripts where people look for them', () => {
  const names = [
    'été.txt',
    'file10',
    'File2',
    'file1',
    'eta.txt',
    'Ewa.txt',
    'ملف',
    '10',
    '9',
    '_a',
  ]
  const expected = [
    '_a',
    '9',
    '10',
    'eta.txt',
    'été.txt',
    'Ewa.txt',
    'file1',
    'File2',
    'file10',
    'ملف',
  ]
  const sorted = (query: string) => sortedRows(names.map(row), view(query)).map(({ name }) => name)
  expect(sorted('')).toEqual(expected)
  expect(sorted('order=desc')).toEqual(expected.toReversed())
})
