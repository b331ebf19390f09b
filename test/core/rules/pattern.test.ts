import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchHost, matchPattern } from '../../../src/core/rules/match.ts'
import {
  fillPlaceholders,
  isDynamic,
  parseName,
  parsePattern,
  renderPattern,
} from '../../../src/core/rules/pattern.ts'

const invalid: [path: string, expected: RegExp][] = [
  ['/*/*', /two splats/],
  ['/*/:splat', /two splats/],
  ['/:a/:a', /:a twice/],
  ['/100%', /badly escaped/],
  ['/%zz', /badly escaped/],
  ['/a//b', /empty name/],
  ['//a', /empty name/],
]

const matching: [pattern: string, path: string, values: Record<string, string> | null][] = [
  ['/', '/', {}],
  ['/', '/a', null],
  ['/a', '/a', {}],
  ['/a', '/a/', null],
  ['/a', '/A', null],
  ['/a/', '/a/', {}],
  ['/a/', '/a', null],
  ['/a+b', '/a%2Bb', {}],
  ['/caf\u00e9', '/caf%C3%A9', {}],
  ['/*', '/', { splat: '' }],
  ['/*', '/a/b/', { splat: 'a/b/' }],
  ['/s/*', '/s', null],
  ['/s/*', '/s/', { splat: '' }],
  ['/s/*', '/s/a/b', { splat: 'a/b' }],
  ['/s*', '/s', { splat: '' }],
  ['/s*', '/sx/y', { splat: 'x/y' }],
  ['/s*', '/s/y', { splat: '/y' }],
  ['/*.css', '/a/b.css', { splat: 'a/b' }],
  ['/*.css', '/a.css/b', null],
  ['/a/*/z', '/a/b/c/z', { splat: 'b/c' }],
  ['/a/*/z', '/a//z', { splat: '' }],
  ['/a/*/z', '/a/z', null],
  ['/b/:id', '/b/42', { id: '42' }],
  ['/b/:id', '/b/42/', null],
  ['/b/:id', '/b/', null],
  ['/b/:id', '/b/4/2', null],
  ['/:a/:b', '/x/y', { a: 'x', b: 'y' }],
  ['/:a-:b', '/x-y-z', { a: 'x-y', b: 'z' }],
  ['/:a:b', '/xyz', { a: 'xy', b: 'z' }],
  ['/:a:b', '/x', null],
  ['/a:b', '/aaa', { b: 'aa' }],
  ['/:a*', '/xy/z', { a: 'xy', splat: '/z' }],
  ['/:a-*-:b', '/x-p/q-r-y', { a: 'x', splat: 'p/q-r', b: 'y' }],
  ['/:year/*/:slug', '/2026/a/b/c', { year: '2026', splat: 'a/b', slug: 'c' }],
  ['/blog/:year-:month.html', '/blog/2026-11.html', { year: '2026', month: '11' }],
]

describe('parsePattern()', () => {
  test.each(invalid)('refuses %s', (path, expected) => {
    expect(() => parsePattern(path)).toThrow(expected)
  })

  test('spells fixed text as a canonical path does', () => {
    expect(renderPattern(parsePattern('/a+b/%7e/:id/*'))).toBe('/a%2Bb/~/:id/*')
  })
})

describe('matchPattern()', () => {
  test.each(matching)('%s on %s', (pattern, path, expected) => {
    const values = matchPattern(parsePattern(pattern), path)
    expect(values === null ? null : Object.fromEntries(values)).toEqual(expected)
  })

  test('agrees with the regular expression that the pattern stands for', () => {
    const piece = fc.constantFrom('a', 'b', '-', '/', ':x', ':y', ':z', '*')
    const path = fc.array(fc.constantFrom('a', 'b', '-', '/'), { maxLength: 9 })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), path, (pieces, characters) => {
        const pattern = `/${pieces.join('')}`
        // A name of letters runs into the text behind it, and is then another one.
        fc.pre(!/:[xyz][ab]|\/\//.test(pattern))
        fc.pre(
          pieces.every(
            (one) => !/[*:]/.test(one) || pieces.indexOf(one) === pieces.lastIndexOf(one),
          ),
        )
        const source = pattern
          .replace(/\*/g, '(?<splat>.*)')
          .replace(/:([xyz])/g, (_, name) => `(?<${name}>[^/]+)`)
        const asked = `/${characters.join('')}`
        const expected = new RegExp(`^${source}$`).exec(asked)
        const values = matchPattern(parsePattern(pattern), asked)
        const found = values && Object.fromEntries(values)
        expect(found).toEqual(expected === null ? null : { ...expected.groups })
      }),
      { numRuns: 1000 },
    )
  })

  test('is linear where a regular expression is not', () => {
    const pattern = parsePattern(`/${Array.from({ length: 40 }, (_, at) => `:p${at}-`).join('')}x`)
    const started = performance.now()
    expect(matchPattern(pattern, `/${'a-'.repeat(4000)}`)).toBe(null)
    expect(performance.now() - started).toBeLessThan(200)
  })
})

test.each([
  [':sub.example.com', 'a.example.com', { sub: 'a' }],
  [':sub.example.com', 'a.b.example.com', null],
  [':sub.example.com', 'example.com', null],
  ['*.example.com', 'a.b.example.com', { splat: 'a.b' }],
  ['example.com', 'example.com', {}],
])('matchHost() %s on %s', (pattern, hostname, expected) => {
  const values = matchHost(parseName(pattern), hostname)
  expect(values === null ? null : Object.fromEntries(values)).toEqual(expected)
})

test.each([
  ['/x/:id', '/x/7'],
  ['/x/:idx', '/x/9'],
  ['/x/:id_old', '/x/7_old'],
  ['/x/:other', '/x/:other'],
  [':id:idx', '79'],
])('fillPlaceholders() %s', (text, expected) => {
  const values = new Map([
    ['id', '7'],
    ['idx', '9'],
  ])
  expect(fillPlaceholders(text, values)).toBe(expected)
})

test('isDynamic() asks for a placeholder or a splat', () => {
  expect(['/a', '/:1', '/a:b', '/*', '/%3Aa'].map(isDynamic)).toEqual([
    ...[false, false, true, true, false],
  ])
})
