import { describe, expect, test } from 'vitest'
import { parsePrefer, renderPreference } from '../../../src/core/mocks/choose/prefer.ts'

const rows: [field: string | null, expected: Record<string, string>][] = [
  [null, {}],
  ['', {}],
  [',', {}],
  ['=x', {}],
  ['"x"', {}],
  ['code=404', { code: '404' }],
  ['respond-async', { 'respond-async': '' }],
  ['respond-async, wait=10', { 'respond-async': '', wait: '10' }], // RFC 7240 §4.3
  ['Lenient', { lenient: '' }],
  ['wait = 10', { wait: '10' }],
  ['foo; bar', { foo: '' }], // §2
  ['foo; bar=""', { foo: '' }],
  ['foo=""; bar', { foo: '' }],
  ['foo=";"; bar', { foo: ';' }],
  ['example="locked out"', { example: 'locked out' }],
  ['example="a \\"b\\" c", code=1', { example: 'a "b" c', code: '1' }],
  ['a=1; b="x, y", c=2', { a: '1', c: '2' }], // a comma in a parameter
  ['a=1, a=2', { a: '1' }], // only the first counts, §2
  ['A=1, a=2', { a: '1' }],
  ['a=1,,, b=2 ,', { a: '1', b: '2' }],
  ['a=1, b="open, c=3', { a: '1' }],
  ['__proto__=1', JSON.parse(`{"__proto__":"1"}`)],
]

describe('parsePrefer()', () => {
  test.each(rows)('reads %j', (field, expected) => {
    expect([...parsePrefer(field)]).toEqual(Object.entries(expected))
  })

  const long = [
    `${'a'.repeat(16_000)}"`,
    `a=${'b'.repeat(16_000)}"`,
    `a${' '.repeat(16_000)}"`,
    `a="${'\\a'.repeat(8_000)}`,
    `a;${'"x"'.repeat(5_000)}"`,
    `${','.repeat(16_000)}"`,
    `${'a=b;'.repeat(4_000)}"`,
  ]
  test.each(long.map((field) => [field.slice(0, 8), field]))(
    'takes no long for %j…',
    (_, field) => {
      const started = performance.now()
      parsePrefer(field)
      expect(performance.now() - started).toBeLessThan(500)
    },
  )
})

test.each([
  ['code', '404', 'code=404'],
  ['example', 'locked out', 'example="locked out"'],
  ['example', 'a"b\\c', 'example="a\\"b\\\\c"'],
  ['example', 'Zoë\r\nX: 1', 'example="Zo???X: 1"'],
  ['example', '', 'example=""'],
])('renderPreference(%j, %j) is %j', (name, value, expected) => {
  expect(renderPreference(name, value)).toBe(expected)
})
